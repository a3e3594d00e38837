/** Refuses a deployment to a protected environment. */
import { defineAction } from './action.ts';
import { approvalInput, decideDeployment } from './approval.ts';
import { deploymentAnswer } from './inputs.ts';

export const rejectDeployment = defineAction({
  name: 'rejectDeployment',
  input: approvalInput,
  output: deploymentAnswer,
  handle: async (deps, input, session) =>
    await decideDeployment(deps, { action: 'rejectDeployment', decision: 'rejected', input, session }),
});
