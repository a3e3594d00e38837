/** Finds a project by its slug. */
import { Fault } from '../../kit/fault.ts';
import { ProjectBySlugDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

/** @throws Fault gone `project-not-found` */
export async function findProject({ client }: Connection, slug: string): Promise<{ readonly id: string; readonly slug: string }> {
  const { projects } = await client.request(ProjectBySlugDocument, { slug }, { idempotent: true });
  const [project] = projects;
  if (project) return project;
  throw new Fault('gone', {
    code: 'project-not-found',
    message: `There is no project «${slug}». «northstack projects» lists them.`,
  });
}
