/** `NORTHSTACK_LOGS`: where log lines are searched and kept for long: the database, or Loki. */
import { z } from 'zod';
import { openLoki } from '../../adapters/loki/open-loki.ts';
import type { LogStore } from '../../domain/ports/log-store.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import type { Closers } from '../closers.ts';
import { certificateFile } from '../config/file-setting.ts';
import { choose, type Environment, readSettings } from '../config/settings.ts';
import { databaseLogs } from './database-logs.ts';

const settings = z
  .object({
    LOKI_URL: z.url({ protocol: /^https?$/, error: 'is required: http://host:3100 or https://…' }),
    LOKI_TENANT: z.string().optional(),
    LOKI_USERNAME: z.string().optional(),
    LOKI_PASSWORD: z.string().optional(),
    LOKI_TOKEN: z.string().optional(),
    LOKI_CA_FILE: certificateFile,
  })
  .refine((given) => (given.LOKI_USERNAME === undefined) === (given.LOKI_PASSWORD === undefined), {
    path: ['LOKI_PASSWORD'],
    message: 'and LOKI_USERNAME go together',
  })
  .refine((given) => given.LOKI_TOKEN === undefined || given.LOKI_USERNAME === undefined, {
    path: ['LOKI_TOKEN'],
    message: 'and LOKI_USERNAME exclude each other',
  });

export interface LogsPart {
  readonly environment: Environment;
  readonly closers: Closers;
  readonly graphql: GraphqlClient;
}

export interface Logs {
  /** Where lines are found. */
  readonly store: LogStore;
  /** Where lines go besides the database; null: nowhere. */
  readonly shipTo: LogStore | null;
  /** How long the database keeps them. */
  readonly keptMs: number;
}

const DAY_MS = 24 * 3_600_000;

export function openLogs({ environment, closers, graphql }: LogsPart): Logs {
  switch (choose(environment, 'NORTHSTACK_LOGS', ['database', 'loki'])) {
    case 'database':
      return { store: databaseLogs(graphql), shipTo: null, keptMs: 30 * DAY_MS };
    case 'loki': {
      const given = readSettings(environment, settings);
      const { LOKI_USERNAME: username, LOKI_PASSWORD: password, LOKI_TOKEN: token } = given;
      const basic = username === undefined || password === undefined ? null : { username, password };
      const loki = openLoki({
        url: given.LOKI_URL,
        tenant: given.LOKI_TENANT ?? null,
        credentials: token === undefined ? basic : { token },
        ca: given.LOKI_CA_FILE,
      });
      closers.add({ name: 'loki', close: () => loki[Symbol.asyncDispose]() });
      // The database keeps what dashboards follow.
      return { store: loki, shipTo: loki, keptMs: 2 * DAY_MS };
    }
  }
}
