/**
 * Ends what its reconciler did not: everything past its deadline is looked at again, and failed with the step named when even that did
 * not help. Marks what was not heard of as unknown. Forgets old requests, tokens, samples and log lines.
 */

import { snowflakeAt } from '../kit/snowflake.ts';
import {
  DeleteExpiredPreviewsDocument,
  ForgetOldDocument,
  ForgetOutwardDocument,
  ForgetPeopleDocument,
  MarkUnknownDocument,
  MoveDeploymentDocument,
  NoteHeardOfDocument,
  OverdueWorkDocument,
} from '../sdk/generated.ts';
import { type ReconcileDeps, timestamp } from './deps.ts';
import { reapBuilds } from './reap-builds.ts';
import { createDataReaper } from './reap-data.ts';
import { reapSecrets } from './reap-secrets.ts';

/** How long a deployment's own reconcilers may try to end it, once this process has seen that it is overdue. */
const GRACE_MS = 5 * 60_000;
const SILENT_MS = 3 * 60_000;
const DAY_MS = 24 * 3600_000;
/** Access tokens are good for a quarter of an hour; clocks may differ. */
const ACCESS_ENDS_KEPT_MS = 20 * 60_000;

/** Remembers since when it has seen each deployment overdue: after an outage of ours everybody gets the grace again. */
export function createReaper(deps: ReconcileDeps): () => Promise<void> {
  const overdueSince = new Map<string, number>();
  const reapData = createDataReaper(deps, GRACE_MS);
  return async () => {
    await reap(deps, overdueSince);
    await reapData();
    await reapSecrets(deps);
    await reapBuilds(deps);
  };
}

async function reap(deps: ReconcileDeps, overdueSince: Map<string, number>): Promise<void> {
  const { graphql, runtime, now, wake } = deps;
  const overdue = await graphql.request(OverdueWorkDocument, { now: timestamp(now()) }, { idempotent: true });
  for (const { id } of overdue.builds) wake({ kind: 'build', id });
  for (const { id } of overdue.job_runs) wake({ kind: 'job', id });
  const still = new Set(overdue.deployments.map((d) => d.id));
  for (const id of overdueSince.keys()) if (!still.has(id)) overdueSince.delete(id);
  for (const { id, status, service_instance_id } of overdue.deployments) {
    const since = overdueSince.get(id) ?? now();
    overdueSince.set(id, since);
    if (now() - since >= GRACE_MS) {
      const failure_reason = 'It did not end in time, and nothing could be found out about it.';
      const set = { status: 'failed', failure_step: status, failure_reason, finished_at: timestamp(now()) } as const;
      await graphql.request(MoveDeploymentDocument, { id, from: status, set }, { idempotent: true });
    } else wake({ kind: 'deployment', id });
    wake({ kind: 'instance', id: service_instance_id });
  }
  await graphql.request(DeleteExpiredPreviewsDocument, { now: timestamp(now()) }, { idempotent: true });
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
      accessEndsBefore: timestamp(now() - ACCESS_ENDS_KEPT_MS),
      metricsBefore: timestamp(now() - 7 * DAY_MS),
      linesBefore: snowflakeAt(now() - deps.logsKeptMs),
      jobRunsBefore: timestamp(now() - 30 * DAY_MS),
    },
    { idempotent: true },
  );
  const people = { day: timestamp(now() - DAY_MS), week: timestamp(now() - 7 * DAY_MS) };
  await graphql.request(ForgetPeopleDocument, people, { idempotent: true });
  const outward = { before: timestamp(now() - 30 * DAY_MS), alertsBefore: timestamp(now() - 90 * DAY_MS) };
  await graphql.request(ForgetOutwardDocument, outward, { idempotent: true });
}
