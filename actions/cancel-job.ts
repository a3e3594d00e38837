/** Stops a run of a job. It is `cancelling` until the runner confirms. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { CancelJobRunDocument, JobRunForCancelDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { cancelDeadline } from './cancel-deadline.ts';
import { jobAnswer, requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

const ENDED = ['succeeded', 'failed', 'cancelled', 'skipped'];

export const cancelJob = defineAction({
  name: 'cancelJob',
  input: z.object({ jobRunId: z.guid(), requestId }),
  output: jobAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ jobRunId: string }>> => {
      const { job_runs_by_pk: run } = await graphql.request(
        JobRunForCancelDocument,
        { jobRunId: input.jobRunId },
        { headers: asMember(member), idempotent: true },
      );
      if (run === null) throw new Fault('gone', { code: 'job-run-not-found', message: 'There is no such run. Check the id.' });
      requireMayChange(run.environment, member);
      if (ENDED.includes(run.status))
        throw new Fault('conflict', {
          code: 'job-ended',
          message: `This run has ended: it is ${run.status}. There is nothing to cancel.`,
        });
      const at = new Date(now()).toISOString();
      return {
        answer: { jobRunId: run.id },
        run: (row, options) =>
          graphql.request(CancelJobRunDocument, { ...row, id: run.id, now: at, deadlineAt: cancelDeadline(now()) }, options),
      };
    };
    return await once(deps, { action: 'cancelJob', member, requestId, input, plan }, (a) => jobAnswer.parse(a));
  },
});
