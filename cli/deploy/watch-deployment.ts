/** Follows a deployment to its end: each state, each step of the build, the build's log, live. */
import { Fault } from '../../kit/fault.ts';
import {
  BuildLinesAfterDocument,
  FollowBuildLinesDocument,
  type LogTextFragment,
  WatchDeploymentDocument,
  type WatchDeploymentSubscription,
} from '../../sdk/generated.ts';
import type { Subscriptions } from '../../sdk/subscribe.ts';
import type { Connection } from '../connection/connect.ts';
import { duration, shortCommit } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';

type Seen = NonNullable<WatchDeploymentSubscription['deployments_by_pk']>;

/** States a deployment does not leave by itself any more, and whether the version served. */
const ends: Readonly<Record<string, boolean>> = {
  running: true,
  superseded: true,
  rolled_back: true,
  failed: false,
  cancelled: false,
  rejected: false,
};

/** Resolves true when the version serves, false when it never will. What happened was told. */
export async function watchDeployment(
  connection: Connection,
  output: Output,
  id: string,
  options: { readonly log: boolean },
): Promise<boolean> {
  const startedAt = performance.now();
  let told = '';
  let log: BuildLog | null = null;
  const subscriptions = await connection.subscriptions();
  for await (const { deployments_by_pk: seen } of subscriptions.iterate(WatchDeploymentDocument, { id })) {
    if (!seen) throw new Fault('gone', { code: 'deployment-not-found', message: 'The deployment is no longer there.' });
    const step = seen.status === 'building' ? (seen.build?.step ?? null) : null;
    const state = `${seen.status} ${step}`;
    // A build that has not begun its first step yet says nothing new.
    if (state !== told && state !== 'building null') tell(output, seen, step);
    told = state;
    if (seen.build && log === null && options.log) log = followBuild(connection, subscriptions, output, seen.build.id);
    const ok = ends[seen.status];
    if (ok === undefined) continue;
    await log?.end();
    tellEnd(output, seen, ok, performance.now() - startedAt);
    return ok;
  }
  throw new Fault('retry', { code: 'unreachable', message: 'The connection ended before the deployment did.' });
}

function tell(output: Output, seen: Seen, step: string | null): void {
  const { paint } = output;
  const commit = shortCommit(seen.build?.git_commit);
  output.event(
    {
      event: 'status',
      deploymentId: seen.id,
      revision: seen.revision,
      status: seen.status,
      step,
      commit: seen.build?.git_commit ?? null,
    },
    seen.status in ends
      ? null
      : `${paint('cyan', '•')} ${seen.status}${step ? ` ${paint('dim', step)}` : ''}${commit && step ? paint('dim', ` ${commit}`) : ''}`,
  );
}

function tellEnd(output: Output, seen: Seen, ok: boolean, ms: number): void {
  const { paint } = output;
  const text = ok
    ? `${paint('green', '✓')} revision ${seen.revision} is ${paintStatus(paint, seen.status)} after ${duration(ms)}${seen.instance.url ? `\n  ${seen.instance.url}` : ''}`
    : `${paint('red', '✗')} revision ${seen.revision} ${paintStatus(paint, seen.status)}${seen.failure_step ? ` while ${seen.failure_step}` : ''}${seen.failure_reason ? `\n${indent(seen.failure_reason)}` : ''}${stillServes(seen)}`;
  output.event(
    {
      event: 'done',
      ok,
      deploymentId: seen.id,
      revision: seen.revision,
      status: seen.status,
      url: seen.instance.url,
      failureStep: seen.failure_step,
      failureReason: seen.failure_reason,
      durationMs: Math.round(ms),
    },
    text,
  );
}

function stillServes({ instance }: Seen): string {
  return instance.status === 'running' ? '\n  The version before keeps serving.' : '';
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

interface BuildLog {
  /** Resolves when every line was told. */
  end(): Promise<void>;
}

const PAGE = 500;

function followBuild({ client }: Connection, subscriptions: Subscriptions, output: Output, buildId: string): BuildLog {
  const lines = subscriptions.iterate(FollowBuildLinesDocument, { buildId, after: '0' });
  let last = '0';
  const tellLine = (line: LogTextFragment): void => {
    last = String(line.id);
    output.event(
      { event: 'log', at: line.logged_at, stream: line.stream, line: line.line },
      output.paint('dim', `  │ ${line.line}`),
    );
  };
  const reading = (async () => {
    for await (const { log_lines_stream } of lines) log_lines_stream.forEach(tellLine);
  })().catch(() => {
    // The log is a companion: the deployment's own state says how it ends.
  });
  return {
    end: async () => {
      await lines.return?.();
      await reading;
      // A build ends when its lines are written: what did not come by itself is there to be asked for.
      for (let count = PAGE; count === PAGE; ) {
        const { log_lines } = await client.request(
          BuildLinesAfterDocument,
          { buildId, after: last, limit: PAGE },
          { idempotent: true },
        );
        log_lines.forEach(tellLine);
        count = log_lines.length;
      }
    },
  };
}
