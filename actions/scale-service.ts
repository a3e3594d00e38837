/** Sets the number of replicas. */
import { z } from 'zod';
import { CommandInstanceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { instanceAnswer } from './inputs.ts';
import { commandInstance, instanceInput } from './instance-command.ts';

export const scaleService = defineAction({
  name: 'scaleService',
  input: instanceInput.extend({
    replicas: z
      .int()
      .min(1, { message: 'At least 1 replica. Use stopService for none.' })
      .max(100, { message: 'At most 100 replicas.' }),
  }),
  output: instanceAnswer,
  handle: async (deps, input, session) =>
    await commandInstance(deps, {
      action: 'scaleService',
      input,
      session,
      change:
        ({ id }) =>
        (row, options) =>
          deps.graphql.request(
            CommandInstanceDocument,
            { ...row, id, set: { desired_replicas: input.replicas }, restart: 0 },
            options,
          ),
    }),
});
