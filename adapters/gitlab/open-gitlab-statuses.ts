/**
 * Commit statuses at GitLab. They move like a pipeline's jobs: setting the state that is there already is refused with 400, and is what was wanted.
 * Source: docs.gitlab.com/api/commits ("Set the pipeline status of a commit"), docs.gitlab.com/api/rest (paths as ids, rate limits).
 */
import { z } from 'zod';
import type { CommitState, CommitStatus } from '../../domain/ports/commit-status.ts';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';

export interface GitlabStatuses extends AsyncDisposable {
  report(status: CommitStatus, options: { readonly repeat: boolean; readonly signal?: AbortSignal }): Promise<void>;
}

const STATES: Readonly<Record<CommitState, string>> = {
  pending: 'pending',
  running: 'running',
  succeeded: 'success',
  failed: 'failed',
  cancelled: 'canceled',
};
const LONGEST = 255;

const known = z.array(z.object({ id: z.number(), name: z.string(), status: z.string() }));
const said = z.object({ message: z.unknown().optional(), error: z.string().optional() });

/** @param api for example `https://gitlab.com/api/v4` */
export function openGitlabStatuses(api: {
  readonly url: string;
  readonly ca: string | null;
  readonly timeoutMs?: number;
}): GitlabStatuses {
  const endpoint = openEndpoint({ name: 'GitLab', code: 'gitlab', ...api });
  return {
    report: async (status, { repeat, signal }) => {
      const { path, commit, token, context: name } = status;
      const headers = { authorization: `Bearer ${token}`, 'user-agent': 'NorthStack' };
      const state = STATES[status.state];
      const project = `/projects/${encodeURIComponent(path)}`;
      if (repeat) {
        const query = new URLSearchParams({ name, per_page: '100' });
        const found = await endpoint.send({
          method: 'GET',
          path: `${project}/repository/commits/${commit}/statuses?${query}`,
          headers,
          signal,
        });
        if (kindOfStatus(found.status) !== null) throw refusal(found);
        const list = known.safeParse(found.json());
        const latest = list.success ? list.data.filter((s) => s.name === name).sort((a, b) => b.id - a.id)[0] : undefined;
        if (latest?.status === state) return;
      }
      const json = {
        state,
        name,
        description: status.description.slice(0, LONGEST),
        ...(status.url === null ? {} : { target_url: status.url }),
      };
      const answer = await endpoint.send({ method: 'POST', path: `${project}/statuses/${commit}`, headers, json, signal });
      if (kindOfStatus(answer.status) === null || isThereAlready(answer)) return;
      throw refusal(answer);
    },
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

const messageOf = (answer: EndpointAnswer): string => {
  const text = said.safeParse(answer.json());
  if (!text.success) return '';
  const message = text.data.message ?? text.data.error ?? '';
  return (typeof message === 'string' ? message : JSON.stringify(message)).slice(0, 200);
};

const isThereAlready = (answer: EndpointAnswer): boolean =>
  answer.status === 400 && /cannot transition status/i.test(messageOf(answer));

function refusal(answer: EndpointAnswer): Fault {
  const { status, retryAfterMs } = answer;
  const kind = kindOfStatus(status) ?? 'reject';
  const text = messageOf(answer);
  const why = {
    retry: `GitLab answered ${status}.`,
    conflict: `GitLab answered ${status}.`,
    reject: `GitLab does not take the status (${status}).`,
    auth: `GitLab does not take the token (${status}). It needs the scope api and the role Developer.`,
    gone: 'GitLab knows no such project or commit, or does not show it to this token.',
  }[kind];
  return new Fault(kind, {
    code: `gitlab-${kind}`,
    message: text === '' ? why : `${why} It says: ${text}`,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}
