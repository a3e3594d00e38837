/** Makes a project in the caller's organization. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { GraphqlError } from '../../sdk/client.ts';
import { CreateProjectDocument, type CreateProjectMutationVariables } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export async function createProject(
  { client }: Connection,
  project: CreateProjectMutationVariables,
): Promise<{ readonly id: string; readonly slug: string; readonly name: string }> {
  try {
    const { insert_projects_one: made } = await client.request(CreateProjectDocument, project, {
      idempotent: true,
      idempotencyKey: randomUUID(),
    });
    if (made) return made;
  } catch (error) {
    throw error instanceof GraphqlError ? inWords(error, project.slug) : error;
  }
  throw new Fault('auth', { code: 'permission-error', message: 'Your role may not make projects.' });
}

/** The database's own words for a constraint, or what the engine made of them, in the words of the command line. */
function inWords(error: GraphqlError, slug: string): Error {
  if (error.code === 'slug-taken' || error.message.includes('projects_slug_key'))
    return new Fault('conflict', { code: 'project-exists', message: `There is a project «${slug}» already.`, cause: error });
  if (error.code === 'invalid-slug' || error.message.includes('projects_slug_check')) {
    return new Fault('reject', {
      code: 'invalid-name',
      message: `«${slug}» cannot be a project's name: use up to 40 lower case letters, digits and hyphens.`,
      cause: error,
    });
  }
  return error;
}
