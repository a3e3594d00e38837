/** Reads a Procfile: one `name: command` a line, `#` comments, other lines ignored as Heroku does. */
export function parseProcfile(text: string): Record<string, string> {
  const processes: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name && command) processes[name] = command;
  }
  return processes;
}
