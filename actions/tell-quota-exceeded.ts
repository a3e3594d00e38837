/**
 * Writes the event QuotaExceeded. The database raised the refusal inside a transaction that is rolled back with everything in it, so
 * whoever saw the refusal tells of it, in a transaction of its own.
 */
import type { GraphqlClient } from '../sdk/client.ts';
import { ProjectIdOfSlugDocument, TellQuotaExceededDocument } from '../sdk/generated.ts';
import type { ActionSession } from './session.ts';

/** As `require_quota` in the migrations writes it. */
const REFUSAL =
  /^(?:quota-exceeded: )?(\w+): the limit of (?:the organization|project ([a-z0-9-]+)) is (\d+), with this it would be (\d+)\./;

/** Nothing happens for other messages, and for requests of nobody's organization. */
export async function tellQuotaExceeded(
  graphql: GraphqlClient,
  who: Pick<ActionSession, 'organizationId' | 'userId'> | null,
  message: string,
): Promise<void> {
  const [, quota, project, limit, wouldUse] = REFUSAL.exec(message) ?? [];
  const organizationId = who?.organizationId ?? null;
  if (quota === undefined || organizationId === null) return;
  const projectId = project === undefined ? null : await projectIdOf(graphql, organizationId, project);
  await graphql.request(TellQuotaExceededDocument, {
    organizationId,
    projectId,
    actorId: who?.userId ?? null,
    payload: {
      quota,
      scope: project === undefined ? 'organization' : 'project',
      limit: Number(limit),
      wouldUse: Number(wouldUse),
    },
  });
}

async function projectIdOf(graphql: GraphqlClient, organizationId: string, slug: string): Promise<string | null> {
  const { projects } = await graphql.request(ProjectIdOfSlugDocument, { organizationId, slug }, { idempotent: true });
  return projects[0]?.id ?? null;
}
