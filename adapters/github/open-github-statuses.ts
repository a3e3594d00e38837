/**
 * Commit statuses at GitHub, or a GitHub Enterprise server. A context keeps every status it was given (up to 1,000 a commit); the newest is shown.
 * Source: docs.github.com/rest/commits/statuses, and "Rate limits for the REST API".
 */
import { z } from 'zod';
import type { CommitState, CommitStatus } from '../../domain/ports/commit-status.ts';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';

export interface GithubStatuses extends AsyncDisposable {
  report(status: CommitStatus, options: { readonly repeat: boolean; readonly signal?: AbortSignal }): Promise<void>;
}

/** GitHub knows no more than these. */
const STATES: Readonly<Record<CommitState, 'pending' | 'success' | 'failure' | 'error'>> = {
  pending: 'pending',
  running: 'pending',
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'error',
};
const LONGEST = 140;

const known = z.array(
  z.object({ state: z.string(), context: z.string(), description: z.string().nullable(), target_url: z.string().nullable() }),
);
const said = z.object({ message: z.string() });

export function openGithubStatuses(api: {
  readonly url: string;
  readonly ca: string | null;
  readonly timeoutMs?: number;
}): GithubStatuses {
  const endpoint = openEndpoint({ name: 'GitHub', code: 'github', ...api });
  return {
    report: async (status, { repeat, signal }) => {
      const { path, commit, token, context } = status;
      const headers = {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'NorthStack',
        'x-github-api-version': '2022-11-28',
      };
      const wanted = {
        state: STATES[status.state],
        context,
        description: status.description.slice(0, LONGEST),
        target_url: status.url,
      };
      const place = `/repos/${path.split('/').map(encodeURIComponent).join('/')}`;
      if (repeat) {
        const answer = await endpoint.send({
          method: 'GET',
          path: `${place}/commits/${commit}/statuses?per_page=100`,
          headers,
          signal,
        });
        if (kindOfStatus(answer.status) !== null) throw refusal(answer);
        // Newest first.
        const found = known.safeParse(answer.json());
        const latest = found.success ? found.data.find((s) => s.context === context) : undefined;
        const same =
          latest?.state === wanted.state && latest.description === wanted.description && latest.target_url === wanted.target_url;
        if (same) return;
      }
      const answer = await endpoint.send({ method: 'POST', path: `${place}/statuses/${commit}`, headers, json: wanted, signal });
      if (kindOfStatus(answer.status) !== null) throw refusal(answer);
    },
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

function refusal(answer: EndpointAnswer): Fault {
  const { status, headers, retryAfterMs } = answer;
  // Limits are told as 403 as well.
  const limited = status === 403 && (retryAfterMs !== null || headers['x-ratelimit-remaining'] === '0');
  const resetMs = limited && retryAfterMs === null ? Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - Date.now() : 0;
  const asked = retryAfterMs ?? (resetMs > 0 ? resetMs : null);
  const kind = limited ? 'retry' : (kindOfStatus(status) ?? 'reject');
  const text = said.safeParse(answer.json());
  const detail = text.success ? ` It says: ${text.data.message.slice(0, 200)}` : '';
  const why = {
    retry: `GitHub answered ${status}.`,
    conflict: `GitHub answered ${status}.`,
    reject: `GitHub does not take the status (${status}).`,
    auth: `GitHub does not take the token (${status}). It needs the permission to write commit statuses.`,
    gone: 'GitHub knows no such repository or commit, or does not show it to this token.',
  }[kind];
  return new Fault(kind, {
    code: `github-${kind}`,
    message: `${why}${detail}`,
    ...(asked === null ? {} : { retryAfterMs: asked }),
  });
}
