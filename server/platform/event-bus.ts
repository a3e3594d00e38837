/** `NATS_URL`: where domain events are published; without it they stay in the process. */
import { z } from 'zod';
import { openInProcessBus } from '../../adapters/local/events/in-process-bus.ts';
import { openNatsBus } from '../../adapters/nats/open-nats-bus.ts';
import type { EventBus } from '../../domain/ports/event-bus.ts';
import { certificateFile, textFile } from '../config/file-setting.ts';
import { type Environment, readSettings } from '../config/settings.ts';
import type { Part } from './part.ts';

const settings = z.object({
  NATS_URL: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.url({ protocol: /^(nats|tls)$/, error: 'must be nats://host:port or tls://host:port, several by commas' })))
    .optional(),
  NATS_CREDENTIALS_FILE: textFile().optional(),
  NATS_CA_FILE: certificateFile,
  NATS_STREAM: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be letters, digits, - and _')
    .default('NORTHSTACK'),
  NATS_REPLICAS: z.coerce
    .number('must be 1, 3 or 5')
    .pipe(z.literal([1, 3, 5], 'must be 1, 3 or 5'))
    .default(1),
});

export async function openEventBus({
  environment,
  log,
  closers,
  hint,
}: Pick<Part, 'environment' | 'log' | 'closers' | 'hint'>): Promise<EventBus> {
  const bus = open(environment, log, () => hint({ kind: 'event-bus', id: 'dead-letters' }));
  closers.add({ name: 'event bus', close: () => bus[Symbol.asyncDispose]() });
  return bus;
}

function open(environment: Environment, log: Part['log'], hint: () => void): EventBus & AsyncDisposable {
  const given = readSettings(environment, settings);
  if (given.NATS_URL === undefined) return openInProcessBus({ hint });
  const urls = given.NATS_URL.map((url) => new URL(url));
  const [account] = urls.filter(({ username }) => username !== '');
  return openNatsBus({
    servers: urls.map(({ protocol, host }) => `${protocol}//${host}`),
    user:
      account === undefined
        ? null
        : { name: decodeURIComponent(account.username), password: decodeURIComponent(account.password) },
    credentials: given.NATS_CREDENTIALS_FILE ?? null,
    ca: given.NATS_CA_FILE,
    stream: given.NATS_STREAM,
    replicas: given.NATS_REPLICAS,
    timeoutMs: 5_000,
    hint,
    observe: (observation) =>
      observation.kind === 'event-bus-disconnected' ? log.warn(observation, 'event bus') : log.info(observation, 'event bus'),
  });
}
