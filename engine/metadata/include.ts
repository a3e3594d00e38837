/**
 * YAML files of a metadata directory with `!include path` replaced by the file's content, in both spellings: as a tag and as a
 * quoted string. Paths are relative to the including file; nothing outside of the directory is read, and no file includes itself.
 */
import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { parse } from 'yaml';
import { EngineError } from '../error.ts';

/** The parsed file, `undefined` when it is missing or empty. */
export async function loadYaml(file: string): Promise<unknown> {
  const text = await textOf(file);
  return text === null ? undefined : (parseYaml(text, file) ?? undefined);
}

/** The parsed file with all includes in place. `root` is the directory that must not be left. */
export async function loadWithIncludes(file: string, root: string): Promise<unknown> {
  if ((await textOf(file)) === null) return undefined;
  return (await included(file, await realpath(root), [])) ?? undefined;
}

const INCLUDE = /^!include\s+/;

async function included(file: string, root: string, open: readonly string[]): Promise<unknown> {
  const real = await realpath(file);
  if (relative(root, real).startsWith('..') || isAbsolute(relative(root, real))) {
    throw broken(`${file} is outside of the metadata directory`);
  }
  if (open.includes(real)) throw broken(`${[...open, real].map((f) => relative(root, f)).join(' includes ')}: a cycle`);
  const text = await textOf(real);
  return expand(parseYaml(text ?? '', real), real, root, [...open, real]);
}

async function expand(value: unknown, file: string, root: string, open: readonly string[]): Promise<unknown> {
  if (typeof value === 'string' && INCLUDE.test(value)) {
    return included(await locate(value.replace(INCLUDE, '').trim(), file, root), root, open);
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => expand(item, file, root, open)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(async ([key, item]) => [key, await expand(item, file, root, open)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
  return value;
}

/** Beside the including file; the first CLI of version 3 wrote table paths relative to `databases/<source>/tables` instead. */
async function locate(path: string, file: string, root: string): Promise<string> {
  const name = path.replace(/^(['"])(.*)\1$/, '$2');
  const candidates = [join(dirname(file), name), join(dirname(file), 'tables', name), join(root, 'databases', name)];
  for (const candidate of candidates) if ((await textOf(candidate)) !== null) return candidate;
  throw broken(`${relative(root, file)} includes ${name}, which does not exist`);
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { customTags: [{ tag: '!include', resolve: (path: string) => `!include ${path}` }] });
  } catch (error) {
    throw broken(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const broken = (message: string) => new EngineError('invalid-configuration', message);
