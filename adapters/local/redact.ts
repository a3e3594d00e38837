/** Blanks the values of named variables in text. Values shorter than four characters are left: they would blank ordinary words. */

export function redactor(
  environment: Readonly<Record<string, string>>,
  secretNames: readonly string[],
): (text: string) => string {
  const values = secretNames
    .map((name) => environment[name] ?? '')
    // A secret of several lines (a key file) reaches the log line by line.
    .flatMap((value) => [value, ...(value.includes('\n') ? value.split('\n') : [])])
    .filter((value) => value.trim().length >= 4);
  // Longest first: a value that contains another is blanked whole.
  const unique = [...new Set(values)].sort((a, b) => b.length - a.length);
  return unique.length === 0 ? (text) => text : (text) => unique.reduce((t, value) => t.replaceAll(value, '***'), text);
}
