/** The Coolify builder on an emulated Coolify and an emulated registry, with sinks that tests can look at. */

import type { CoolifyObservation } from '../../adapters/coolify/observation.ts';
import { type CoolifyBuilder, type CoolifyBuilderOptions, openCoolifyBuilder } from '../../adapters/coolify/open-builder.ts';
import { openCoolifyClient } from '../../adapters/coolify/open-client.ts';
import { createAddressPolicy } from '../../adapters/http/address-policy.ts';
import { openRegistry } from '../../adapters/registry/open-registry.ts';
import type { LogLine } from '../../domain/ports/sinks.ts';
import { type CoolifyEmulator, type CoolifyOptions, openCoolifyEmulator } from '../emulators/coolify/emulator.ts';
import { commitOf } from '../emulators/coolify/world.ts';
import { openRegistryEmulator, type RegistryEmulator } from '../emulators/registry/emulator.ts';

export interface CoolifyFixture extends AsyncDisposable {
  readonly builder: CoolifyBuilder;
  readonly coolify: CoolifyEmulator;
  readonly registry: RegistryEmulator;
  readonly lines: LogLine[];
  readonly hints: string[];
  readonly observations: CoolifyObservation[];
  /** With a branch `main`. @returns its commit */
  addRepository(url: string): string;
  /** Another process with the same settings, which knows nothing but what Coolify says. */
  restart(
    changes?: Partial<CoolifyBuilderOptions> & { readonly token?: string; readonly timeoutMs?: number },
  ): Promise<CoolifyBuilder>;
}

export async function coolifyFixture(
  options: CoolifyOptions = {},
  changes: Partial<CoolifyBuilderOptions> & { readonly timeoutMs?: number } = {},
): Promise<CoolifyFixture> {
  const registry = await openRegistryEmulator({ users: new Map([['builder', 'of the registry']]) });
  const repositories = new Map<string, string>();
  const coolify = await openCoolifyEmulator({
    registry,
    stepMs: 5,
    deleteMs: 20,
    rateLimit: 100_000,
    git: {
      find: (url, reference) => {
        const commit = repositories.get(url);
        return commit === undefined ? undefined : reference === 'main' ? commit : null;
      },
    },
    ...options,
  });
  const lines: LogLine[] = [];
  const hints: string[] = [];
  const observations: CoolifyObservation[] = [];
  const opened: AsyncDisposable[] = [];
  const restart: CoolifyFixture['restart'] = async ({ token = coolify.token, timeoutMs = 20_000, ...more } = {}) => {
    const observe = (observation: CoolifyObservation) => void observations.push(observation);
    const client = openCoolifyClient({ url: coolify.url, token, ca: null, observe, timeoutMs });
    const builder = openCoolifyBuilder({
      client,
      registry: openRegistry({
        allowed: createAddressPolicy([]),
        own: new Map([
          [registry.host, { ca: null, insecure: true, credential: { username: 'builder', password: 'of the registry' } }],
        ]),
        timeoutMs,
      }),
      projectName: 'northstack',
      place: {
        server: coolify.serverUuid,
        destination: null,
        useBuildServer: true,
        imagePrefix: `${registry.host}/builds`,
        buildPack: 'nixpacks',
        githubApp: null,
      },
      allowed: createAddressPolicy([]),
      logs: { append: (more) => void lines.push(...more) },
      hint: ({ id }) => void hints.push(id),
      observe,
      pollMs: 10,
      ...changes,
      ...more,
    });
    opened.push(client, builder);
    return builder;
  };
  return {
    builder: await restart(changes),
    coolify,
    registry,
    lines,
    hints,
    observations,
    addRepository: (url) => {
      const commit = commitOf(url, 'main');
      repositories.set(url, commit);
      return commit;
    },
    restart,
    [Symbol.asyncDispose]: async () => {
      for (const each of opened.reverse()) await each[Symbol.asyncDispose]();
      await coolify[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}
