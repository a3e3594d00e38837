/** Makes a database in a project and gives services its address. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { CreateDatabaseDocument, ProjectBySlugDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { findService, splitServiceName } from '../service/find-service.ts';

export interface NewDatabase {
  readonly environment: string;
  readonly engine?: string;
  readonly version?: string;
  readonly nodes?: number;
  readonly memory?: number;
  readonly pooling?: boolean;
  readonly attach?: readonly string[];
}

/** The id. @throws Fault */
export async function createDatabase(connection: Connection, name: string, wish: NewDatabase): Promise<string> {
  const { project: projectSlug, service: slug } = splitServiceName(name);
  if (projectSlug === null)
    throw new Fault('reject', { code: 'invalid-name', message: `Name the project too: <project>/${slug}.` });
  const { projects } = await connection.client.request(ProjectBySlugDocument, { slug: projectSlug }, { idempotent: true });
  const [project] = projects;
  if (!project) throw new Fault('gone', { code: 'project-not-found', message: `There is no project «${projectSlug}».` });
  const services = await Promise.all((wish.attach ?? []).map((service) => findService(connection, service)));
  const { provisionDatabase } = await connection.client.request(
    CreateDatabaseDocument,
    {
      projectId: project.id,
      environment: wish.environment,
      slug,
      engine: wish.engine ?? null,
      version: wish.version ?? null,
      nodes: wish.nodes ?? null,
      memoryMegabytes: wish.memory ?? null,
      pooling: wish.pooling ?? null,
      serviceIds: services.map((s) => s.id),
      requestId: randomUUID(),
    },
    { idempotent: true },
  );
  return provisionDatabase.databaseId;
}
