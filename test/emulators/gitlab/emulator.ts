/**
 * The part of GitLab's REST API that sets and lists commit statuses, as docs.gitlab.com/api/commits describes it: projects by their encoded path,
 * unknown fields refused, a state that is there already refused.
 */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, createFaults } from '../faults.ts';
import { type GitHostEmulator, type GitHostOptions, type GivenStatus, json, serve } from '../github/emulator.ts';

const wanted = z.strictObject({
  state: z.enum(['pending', 'running', 'success', 'failed', 'canceled', 'skipped']),
  name: z.string().default('default'),
  description: z.string().max(255).default(''),
  target_url: z.url().max(255).nullable().default(null),
});

export async function openGitlabEmulator({
  port = 0,
  repositories,
  token = 'glpat-emulated',
}: GitHostOptions): Promise<GitHostEmulator> {
  const faults = createFaults();
  const statuses: GivenStatus[] = [];
  const violations: string[] = [];

  const handle = (request: IncomingMessage, text: string): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gitlab');
    if (request.headers.authorization !== `Bearer ${token}`) return json(401, { message: '401 Unauthorized' });
    const [, project = '', list, create] =
      /^\/api\/v4\/projects\/([^/]+)\/(?:repository\/commits\/([0-9a-f]{40})\/statuses|statuses\/([0-9a-f]{40}))$/.exec(
        pathname,
      ) ?? [];
    const repository = decodeURIComponent(project);
    if (!repositories.includes(repository)) return json(404, { message: '404 Project Not Found' });
    const of = (commit: string, name: string | null) =>
      statuses.filter((s) => s.repository === repository && s.commit === commit && (name === null || s.context === name));
    if (request.method === 'GET' && list !== undefined)
      return json(
        200,
        of(list, searchParams.get('name')).map((s) => ({
          id: statuses.indexOf(s) + 1,
          ...{ sha: s.commit, status: s.state, name: s.context, description: s.description, target_url: s.url },
        })),
      );
    if (request.method !== 'POST' || create === undefined) return json(404, { error: '404 Not Found' });
    const body = wanted.safeParse(JSON.parse(text));
    if (!body.success) {
      violations.push(z.prettifyError(body.error));
      return json(400, { error: 'state does not have a valid value' });
    }
    const { name: context, state, description, target_url: url } = body.data;
    if (of(create, context).at(-1)?.state === state)
      return json(400, {
        message: `Cannot transition status via :${state} from :${state} (Reason(s): Status cannot transition)`,
      });
    statuses.push({ repository, commit: create, context, state, description, url });
    return json(201, { id: statuses.length, sha: create, status: state, name: context, description, target_url: url });
  };
  const { url, close } = await serve(port, handle, faults);
  return { url: `${url}/api/v4`, token, faults, violations, statuses, [Symbol.asyncDispose]: close };
}
