/**
 * Ends what its reconciler did not: everything past its deadline is looked at again, and failed with the step named when even that did
 * not help. Marks what was not heard of as unknown. Forgets old requests, tokens, samples and log lines.
 */

import { snowflakeAt } from '../kit/snowflake.ts';
import {
  ForgetOldDocument,
  MarkUnknownDocument,
  MoveDeploymentDocument,
  NoteHeardOfDocument,
  OverdueWorkDocument,
} from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';

/** How long after its deadline a deployment's own reconciler may still end it. */
const GRACE_MS = 5 * 60_000;
const SILENT_MS = 3 * 60_000;
const DAY_MS = 24 * 3600_000;

export async function reap(deps: ReconcileDeps): Promise<void> {
  const { graphql, runtime, now, wake } = deps;
  const overdue = await graphql.request(OverdueWorkDocument, { now: timestamp(now()) }, { idempotent: true });
  for (const { id } of overdue.builds) wake({ kind: 'build', id });
  for (const { id, service_instance_id } of overdue.deployments) {
    wake({ kind: 'deployment', id });
    wake({ kind: 'instance', id: service_instance_id });
  }
  const hopeless = await graphql.request(OverdueWorkDocument, { now: timestamp(now() - GRACE_MS) }, { idempotent: true });
  for (const { id, status, service_instance_id } of hopeless.deployments) {
    const failure_reason = 'It did not end in time, and nothing could be found out about it.';
    const set = { status: 'failed', failure_step: status, failure_reason, finished_at: timestamp(now()) } as const;
    await graphql.request(MoveDeploymentDocument, { id, from: status, set }, { idempotent: true });
    wake({ kind: 'instance', id: service_instance_id });
  }
  // What the runtime holds it also watches: a change would have been hinted at.
  const ids = await runtime.list();
  await graphql.request(NoteHeardOfDocument, { ids, now: timestamp(now()) }, { idempotent: true });
  await graphql.request(
    MarkUnknownDocument,
    { heardBefore: timestamp(now() - SILENT_MS), now: timestamp(now()), reason: 'Nothing was heard of it for some minutes.' },
    { idempotent: true },
  );
  await graphql.request(
    ForgetOldDocument,
    {
      requestsBefore: timestamp(now() - 7 * DAY_MS),
      tokensBefore: timestamp(now() - 30 * DAY_MS),
      metricsBefore: timestamp(now() - 7 * DAY_MS),
      linesBefore: snowflakeAt(now() - 30 * DAY_MS),
    },
    { idempotent: true },
  );
}
