/** Turns another tool's file into a northstack.yaml and tells what was dropped, changed, or should be checked. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { stringify } from 'yaml';
import { importCompose } from '../../domain/config/import/import-compose.ts';
import { type Imported, type ImportOptions, importProcfile } from '../../domain/config/import/import-procfile.ts';
import { importRender } from '../../domain/config/import/import-render.ts';
import { slugify } from '../../domain/config/import/names.ts';
import { parseConfig } from '../../domain/config/parse-config.ts';
import { Fault } from '../../kit/fault.ts';
import { readYaml } from '../../kit/yaml-source.ts';
import type { CommonFlags } from '../command.ts';
import type { Output } from '../output/output.ts';

export interface ImportFlags extends CommonFlags {
  readonly project?: string;
  readonly repo?: string;
  readonly output?: string;
}

const FORMATS: Readonly<
  Record<'procfile' | 'compose' | 'render', { readonly file: string; read(text: string, path: string): Reading }>
> = {
  procfile: { file: 'Procfile', read: (text) => ({ name: null, convert: (options) => importProcfile(text, options) }) },
  compose: {
    file: 'docker-compose.yml',
    read: (text, path) => {
      const data = dataOf(text, path);
      const name =
        typeof data === 'object' && data !== null && 'name' in data && typeof data.name === 'string' ? data.name : null;
      return { name, convert: (options) => importCompose(data, options) };
    },
  },
  render: {
    file: 'render.yaml',
    read: (text, path) => {
      const data = dataOf(text, path);
      return { name: null, convert: (options) => importRender(data, options) };
    },
  },
};

interface Reading {
  /** What the file calls the project. */
  readonly name: string | null;
  convert(options: ImportOptions): Imported;
}

export async function importFile(
  output: Output,
  format: keyof typeof FORMATS,
  given: string | undefined,
  flags: ImportFlags,
): Promise<void> {
  const path = given ?? FORMATS[format].file;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('reject', { code: 'no-such-file', message: `${path} cannot be read.`, cause });
  });
  const { name, convert } = FORMATS[format].read(text, path);
  const project = flags.project ?? slugify(name ?? basename(dirname(resolve(path))));
  const { data, notes } = convert({ project, repository: flags.repo ?? null });
  const file = stringify(data, { lineWidth: 0 });
  const mistakes = mistakesOf(file);
  if (flags.output !== undefined) await writeFile(flags.output, file);
  output.result({ file, notes, mistakes }, () => (flags.output === undefined ? file.trimEnd() : `Wrote ${flags.output}.`));
  for (const { kind, path, message } of notes) output.note(`${output.paint(COLORS[kind], kind.padEnd(7))} ${path}: ${message}`);
  if (mistakes !== null) output.note(`${output.paint('yellow', 'to do')}   The file is not complete yet:\n${mistakes}`);
}

const COLORS = { dropped: 'red', changed: 'yellow', check: 'cyan' } as const;

function dataOf(text: string, path: string): unknown {
  const yaml = readYaml(text, { merge: true });
  if (yaml.ok) return yaml.source.data;
  const lines = yaml.problems.map((p) => `${path}:${p.line}:${p.column} ${p.message}`);
  throw new Fault('reject', { code: 'invalid-yaml', message: lines.join('\n') });
}

function mistakesOf(file: string): string | null {
  try {
    parseConfig(file);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}
