/** Sets the number of replicas, or the range in which it follows the load. */
import { z } from 'zod';
import { USUAL_CPU_PERCENT } from '../domain/values/replica-wish.ts';
import { CommandInstanceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { instanceAnswer } from './inputs.ts';
import { commandInstance, instanceInput } from './instance-command.ts';

const percent = z
  .int()
  .min(1, { message: 'A target is at least 1 percent.' })
  .max(100, { message: 'A target is at most 100 percent.' })
  .nullish();

export const scaleService = defineAction({
  name: 'scaleService',
  input: instanceInput
    .extend({
      replicas: z
        .int()
        .min(1, { message: 'At least 1 replica. Use stopService for none.' })
        .max(100, { message: 'At most 100 replicas.' }),
      maxReplicas: z.int().max(100, { message: 'At most 100 replicas.' }).nullish(),
      cpuPercent: percent,
      memoryPercent: percent,
    })
    .refine(({ replicas, maxReplicas }) => (maxReplicas ?? replicas) >= replicas, {
      message: 'The most must not be below the least: give a maxReplicas that is not below replicas.',
      path: ['maxReplicas'],
    })
    .refine(
      ({ maxReplicas, cpuPercent, memoryPercent }) =>
        (maxReplicas ?? cpuPercent ?? memoryPercent ?? null) === null || maxReplicas != null,
      {
        message: 'A target belongs to a range: give maxReplicas as well.',
        path: ['maxReplicas'],
      },
    ),
  output: instanceAnswer,
  handle: async (deps, input, session) => {
    const { maxReplicas: most = null, cpuPercent = null, memoryPercent = null } = input;
    const usual = most !== null && cpuPercent === null && memoryPercent === null ? USUAL_CPU_PERCENT : null;
    const set = {
      desired_replicas: input.replicas,
      max_replicas: most,
      cpu_target_percent: cpuPercent ?? usual,
      memory_target_percent: memoryPercent,
    };
    return await commandInstance(deps, {
      action: 'scaleService',
      input,
      session,
      change:
        ({ id }) =>
        (row, options) =>
          deps.graphql.request(CommandInstanceDocument, { ...row, id, set, restart: 0 }, options),
    });
  },
});
