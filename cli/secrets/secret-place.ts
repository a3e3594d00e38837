/** Which secrets somebody means: of a service, a project, an environment or the whole organization. */
import { Fault } from '../../kit/fault.ts';
import { EnvironmentBySlugDocument, ProjectBySlugDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { findService } from '../service/find-service.ts';

export interface PlaceFlags {
  readonly project?: string;
  readonly environment?: string;
  readonly organization?: boolean;
}

export interface SecretPlace {
  readonly scope: 'organization' | 'project' | 'environment' | 'service';
  /** null: the organization somebody is signed in to. */
  readonly targetId: string | null;
  /** For people. */
  readonly name: string;
}

/** Without a flag the first word names a service; the other words are given back. @throws Fault gone | reject */
export async function secretPlace(
  connection: Connection,
  flags: PlaceFlags,
  words: readonly string[],
): Promise<{ readonly place: SecretPlace; readonly rest: readonly string[] }> {
  const given = [flags.project, flags.environment, flags.organization].filter((flag) => flag !== undefined);
  if (given.length > 1)
    throw new Fault('reject', { code: 'invalid-place', message: 'Give one of --project, --environment and --organization.' });
  if (flags.organization) return { place: { scope: 'organization', targetId: null, name: 'the organization' }, rest: words };
  if (flags.project !== undefined) return { place: await ofProject(connection, flags.project), rest: words };
  if (flags.environment !== undefined) return { place: await ofEnvironment(connection, flags.environment), rest: words };
  const [name, ...rest] = words;
  if (name === undefined || name.includes('='))
    throw new Fault('reject', {
      code: 'invalid-place',
      message: 'Name a service, or give --project, --environment or --organization.',
    });
  return { place: { scope: 'service', targetId: (await findService(connection, name)).id, name }, rest };
}

async function ofProject({ client }: Connection, slug: string): Promise<SecretPlace> {
  const { projects } = await client.request(ProjectBySlugDocument, { slug }, { idempotent: true });
  const [project] = projects;
  if (!project) throw new Fault('gone', { code: 'project-not-found', message: `There is no project «${slug}».` });
  return { scope: 'project', targetId: project.id, name: `project ${slug}` };
}

async function ofEnvironment({ client }: Connection, text: string): Promise<SecretPlace> {
  const [project = '', slug = ''] = text.split('/');
  const { environments } = await client.request(EnvironmentBySlugDocument, { project, slug }, { idempotent: true });
  const [environment] = environments;
  if (!environment) {
    throw new Fault('gone', {
      code: 'environment-not-found',
      message: `There is no environment «${text}». Write <project>/<environment>.`,
    });
  }
  return { scope: 'environment', targetId: environment.id, name: `environment ${text}` };
}
