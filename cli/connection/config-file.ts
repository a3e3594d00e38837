/** What the command line remembers: who is signed in where, and which folder belongs to which service. Only its owner can read it. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';

const session = z.object({
  email: z.string(),
  accessToken: z.string(),
  accessTokenExpiresAt: z.string(),
  refreshToken: z.string(),
});

const config = z.object({
  version: z.literal(1),
  /** The address commands speak to when nothing else is said. */
  current: z.string().nullable(),
  /** By address. */
  sessions: z.record(z.string(), session),
  /** By absolute path of a folder that was deployed. */
  folders: z.record(z.string(), z.object({ url: z.string(), service: z.string() })),
});

export type Config = z.infer<typeof config>;

export interface ConfigFile {
  readonly path: string;
  read(): Promise<Config>;
  /** Reads again, changes and replaces the file whole, so that another command running at the same time loses nothing it wrote before. */
  change(edit: (config: Config) => void): Promise<void>;
}

/** `$NORTHSTACK_CONFIG`, else `northstack/config.json` in `$XDG_CONFIG_HOME` or `~/.config`. */
export function openConfigFile(env: Readonly<Record<string, string | undefined>>): ConfigFile {
  const path = env.NORTHSTACK_CONFIG || join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'northstack/config.json');
  const read = async (): Promise<Config> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw unusable(path, error.message, error);
    });
    if (text === null) return { version: 1, current: null, sessions: {}, folders: {} };
    try {
      return config.parse(JSON.parse(text));
    } catch (error) {
      throw unusable(path, 'it is not a configuration of this version', error);
    }
  };
  return {
    path,
    read,
    change: async (edit) => {
      const next = await read();
      edit(next);
      const draft = `${path}.${randomUUID()}`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
        await rename(draft, path);
      } catch (error) {
        throw unusable(path, error instanceof Error ? error.message : String(error), error);
      }
    },
  };
}

function unusable(path: string, why: string, cause: unknown): Fault {
  return new Fault('reject', {
    code: 'config-file',
    message: `${path} cannot be used: ${why}. Remove it or set NORTHSTACK_CONFIG.`,
    cause,
  });
}
