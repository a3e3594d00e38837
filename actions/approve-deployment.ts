/** Lets a deployment to a protected environment go on. */
import { defineAction } from './action.ts';
import { approvalInput, decideDeployment } from './approval.ts';
import { deploymentAnswer } from './inputs.ts';

export const approveDeployment = defineAction({
  name: 'approveDeployment',
  input: approvalInput,
  output: deploymentAnswer,
  handle: async (deps, input, session) =>
    await decideDeployment(deps, { action: 'approveDeployment', decision: 'approved', input, session }),
});
