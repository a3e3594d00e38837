/** A Procfile as services of one project, all built from the same repository. */
import type { ConfigData } from '../write-config.ts';
import { slugsOf } from './names.ts';
import { type ImportNote, openReader } from './source-reader.ts';

export interface ImportOptions {
  /** Slug of the project. */
  readonly project: string;
  /** The repository that services are built from, where the source does not say. */
  readonly repository: string | null;
}

export interface Imported {
  readonly data: ConfigData;
  readonly notes: readonly ImportNote[];
}

const LINE = /^([A-Za-z0-9_-]+):\s*(.+?)\s*$/;

export function importProcfile(text: string, { project, repository }: ImportOptions): Imported {
  const lines = text.split(/\r?\n/).map((line, i) => ({ line, path: `line ${i + 1}`, match: LINE.exec(line) }));
  const commands = new Map<string, string>();
  const reader = openReader({});
  for (const { line, path, match } of lines) {
    const [, name, command] = match ?? [];
    if (name !== undefined && command !== undefined) {
      if (commands.has(name)) reader.note('changed', [path], `“${name}” is there twice; the later line counts.`);
      commands.set(name, command);
    } else if (line.trim() !== '' && !line.trim().startsWith('#'))
      reader.note('dropped', [path], 'It is no line of a Procfile: `name: command`.');
  }
  const release = commands.get('release');
  commands.delete('release');
  const slugs = slugsOf(reader, [], [...commands.keys()]);
  const [first] = commands.has('web') ? ['web'] : [...commands.keys()];
  const source = repository === null ? {} : { git: repository };
  if (repository === null && commands.size > 0)
    reader.note(
      'check',
      ['git'],
      'A Procfile does not say where the code is: add `git:` to each service, or import with --repo.',
    );
  if (release !== undefined) {
    if (first === undefined) reader.note('dropped', ['release'], 'There is no process that it could belong to.');
    else
      reader.note('changed', ['release'], `It is the release command of “${slugs.get(first) ?? first}”: it runs once per build.`);
  }
  const services = [...commands].map(([name, command]) => [
    slugs.get(name) ?? name,
    {
      ...(name === 'web' ? {} : { type: 'worker' }),
      ...source,
      ...(name === first && release !== undefined ? { releaseCommand: release } : {}),
      startCommand: command,
    },
  ]);
  return { data: { version: 1, projects: { [project]: { services: Object.fromEntries(services) } } }, notes: reader.notes({}) };
}
