/** Starts a stopped service with the version that served last. */
import { CommandInstanceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { instanceAnswer, neverDeployed } from './inputs.ts';
import { commandInstance, instanceInput } from './instance-command.ts';

export const startService = defineAction({
  name: 'startService',
  input: instanceInput,
  output: instanceAnswer,
  handle: async (deps, input, session) =>
    await commandInstance(deps, {
      action: 'startService',
      input,
      session,
      change: ({ id, current_deployment_id }) => {
        if (current_deployment_id === null) throw neverDeployed(input.environment);
        return (row, options) =>
          deps.graphql.request(CommandInstanceDocument, { ...row, id, set: { desired_state: 'running' }, restart: 0 }, options);
      },
    }),
});
