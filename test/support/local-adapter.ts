/** Options of the local adapter over a temporary folder, with sinks that tests can look at. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeTree } from '../../adapters/local/files/remove-tree.ts';
import { hostEnvironment } from '../../adapters/local/host-environment.ts';
import type { LocalObservation } from '../../adapters/local/observation.ts';
import type { LocalOptions } from '../../adapters/local/options.ts';
import type { LogLine } from '../../domain/ports/sinks.ts';

export const staticServer = fileURLToPath(new URL('../../adapters/local/runtime/static-server.mjs', import.meta.url));

export interface LocalFixture extends AsyncDisposable {
  readonly options: LocalOptions;
  readonly lines: LogLine[];
  readonly hints: string[];
  readonly observations: LocalObservation[];
}

export async function localFixture(): Promise<LocalFixture> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'northstack-local-'));
  const lines: LogLine[] = [];
  const hints: string[] = [];
  const observations: LocalObservation[] = [];
  return {
    options: {
      dataDirectory,
      baseEnvironment: hostEnvironment(process.env),
      key: new Uint8Array(32).fill(7),
      user: null,
      logs: { append: (more) => void lines.push(...more) },
      hint: ({ id }) => void hints.push(id),
      observe: (observation) => void observations.push(observation),
    },
    lines,
    hints,
    observations,
    [Symbol.asyncDispose]: () => removeTree(dataDirectory),
  };
}
