/** Changes how many nodes a database has, or their size. It serves meanwhile as far as its engine lets it. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { ChangeDatabaseDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { type CommandedDatabase, databaseAnswer, findDatabase, requireStatus } from './database-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { type Platform, requireAvailable } from './platform.ts';
import { requireMember } from './session.ts';

const size = z.object({
  nodes: z.int().min(1).max(100).nullish(),
  cpuMillicores: z.int().min(50).max(256_000).nullish(),
  memoryMegabytes: z.int().min(64).max(4_194_304).nullish(),
  storageGigabytes: z.int().min(1).max(65_536).nullish(),
  pooling: z.boolean().nullish(),
});

export const scaleDatabase = defineAction({
  name: 'scaleDatabase',
  input: z.object({ databaseId: z.guid(), ...size.shape, requestId }),
  output: databaseAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ databaseId: string }>> => {
      const database = await findDatabase(deps, member, input.databaseId);
      requireStatus(database, ['running']);
      const set = changeOf(database, input, deps.platform);
      const now = deps.now();
      return {
        answer: { databaseId: database.id },
        run: (row, options) =>
          deps.graphql.request(
            ChangeDatabaseDocument,
            {
              ...row,
              id: database.id,
              from: ['running'],
              set: {
                ...set,
                status: 'scaling',
                status_changed_at: new Date(now).toISOString(),
                deadline_at: new Date(now + DATA_DEADLINES.scaleDatabase).toISOString(),
                failure_step: null,
                failure_reason: null,
              },
            },
            options,
          ),
      };
    };
    return await once(deps, { action: 'scaleDatabase', member, requestId, input, plan }, (a) => databaseAnswer.parse(a));
  },
});

/** @throws Fault reject */
function changeOf(database: CommandedDatabase, wish: z.output<typeof size>, { databases: known }: Platform) {
  const set = {
    nodes: wish.nodes ?? database.nodes,
    cpu_millicores: wish.cpuMillicores ?? database.cpu_millicores,
    memory_megabytes: wish.memoryMegabytes ?? database.memory_megabytes,
    storage_gigabytes: wish.storageGigabytes ?? database.storage_gigabytes,
    pooling: wish.pooling ?? database.pooling,
  };
  if (set.storage_gigabytes < database.storage_gigabytes)
    throw new Fault('reject', {
      code: 'storage-shrinks',
      message: 'Storage cannot be made smaller. Restore a backup into a new, smaller database instead.',
    });
  if (set.pooling) requireAvailable(known?.poolingUnavailable, 'pooling-unavailable');
  if (known && set.nodes > known.maximumNodes)
    throw new Fault('reject', {
      code: 'nodes-unavailable',
      message: `A database has at most ${known.maximumNodes} ${known.maximumNodes === 1 ? 'node' : 'nodes'} here.`,
    });
  return set;
}
