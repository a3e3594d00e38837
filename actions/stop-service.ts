/** Stops a service, and what is on its way to it. Its version stays: startService brings it back. */
import { StopInstanceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { cancelDeadline } from './cancel-deadline.ts';
import { instanceAnswer } from './inputs.ts';
import { commandInstance, instanceInput } from './instance-command.ts';

export const stopService = defineAction({
  name: 'stopService',
  input: instanceInput,
  output: instanceAnswer,
  handle: async (deps, input, session) =>
    await commandInstance(deps, {
      action: 'stopService',
      input,
      session,
      change:
        ({ id }) =>
        (row, options) =>
          deps.graphql.request(
            StopInstanceDocument,
            { ...row, id, now: new Date(deps.now()).toISOString(), deadlineAt: cancelDeadline(deps.now()) },
            options,
          ),
    }),
});
