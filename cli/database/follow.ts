/** Follows a thing until it has come to an end, and tells each state on the way. */
import { Fault } from '../../kit/fault.ts';
import type { TypedDocumentString } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { duration } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';

export interface Followed {
  readonly status: string;
  readonly reason: string | null;
}

export interface FollowOptions<Result> {
  readonly document: TypedDocumentString<Result, { id: string }>;
  readonly id: string;
  /** null: it is gone. */
  readonly look: (result: Result) => Followed | null;
  /** true: as it should be; false: it failed; null: it goes on. */
  readonly ended: (seen: Followed) => boolean | null;
}

const timeoutMs = 30 * 60_000;

/** @throws Fault gone | retry when the time is over first */
export async function follow<Result>(connection: Connection, output: Output, options: FollowOptions<Result>): Promise<boolean> {
  const startedAt = performance.now();
  const states = (await connection.subscriptions()).iterate(options.document, { id: options.id });
  const timer = setTimeout(() => void states.return?.(), timeoutMs);
  let told = '';
  try {
    for await (const result of states) {
      const seen = options.look(result);
      if (seen === null) throw new Fault('gone', { code: 'gone', message: 'It is gone.' });
      const end = options.ended(seen);
      // What it waits for is told too: a state alone looks the same for as long as something is in the way.
      const now = seen.reason === null ? seen.status : `${seen.status}: ${seen.reason}`;
      if (now !== told && end === null)
        output.event(
          { event: 'status', status: seen.status, reason: seen.reason },
          `${output.paint('cyan', '•')} ${seen.status.replaceAll('_', ' ')}${seen.reason === null ? '' : `: ${seen.reason}`}`,
        );
      told = now;
      if (end === null) continue;
      const ms = Math.round(performance.now() - startedAt);
      const mark = end ? output.paint('green', '✓') : output.paint('red', '✗');
      const reason = end || seen.reason === null ? '' : `\n  ${seen.reason}`;
      output.event(
        { event: 'done', ok: end, status: seen.status, reason: seen.reason, durationMs: ms },
        `${mark} ${paintStatus(output.paint, seen.status)} after ${duration(ms)}${reason}`,
      );
      return end;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Fault('retry', { code: 'not-reached', message: `It is not so after ${duration(timeoutMs)}.` });
}
