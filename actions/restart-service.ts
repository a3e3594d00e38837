/** Restarts a service without changing its version. */
import { Fault } from '../kit/fault.ts';
import { CommandInstanceDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { instanceAnswer, neverDeployed } from './inputs.ts';
import { commandInstance, instanceInput } from './instance-command.ts';

export const restartService = defineAction({
  name: 'restartService',
  input: instanceInput,
  output: instanceAnswer,
  handle: async (deps, input, session) =>
    await commandInstance(deps, {
      action: 'restartService',
      input,
      session,
      change: ({ id, current_deployment_id, desired_state }) => {
        if (current_deployment_id === null) throw neverDeployed(input.environment);
        if (desired_state === 'stopped')
          throw new Fault('conflict', { code: 'service-stopped', message: 'The service is stopped. Use startService.' });
        return (row, options) => deps.graphql.request(CommandInstanceDocument, { ...row, id, set: {}, restart: 1 }, options);
      },
    }),
});
