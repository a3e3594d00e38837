/** Rows as aligned columns; an empty list says so. Colors in cells do not count as width. */

export function table(headings: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all
    .map((row) =>
      headings
        .map((_, column) => (row[column] ?? '') + ' '.repeat((widths[column] ?? 0) - width(row[column] ?? '')))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function width(text: string): number {
  return text.replace(/\u001b\[\d+m/g, '').length;
}
