/** Makes a database in a project: its credentials and its backup schedule with it, and whichever services shall be given its address. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import type { DatabaseCapabilities } from '../domain/ports/database-provider.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { ProjectForDatabaseDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { databaseAnswer } from './database-command.ts';
import { environmentNotFound, environmentSlug, requestId, serviceNotFound } from './inputs.ts';
import { newCredentials } from './new-credentials.ts';
import { type Effect, once } from './once.ts';
import { requireAvailable } from './platform.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';
import { writeDatabase } from './write-database.ts';

const input = z.object({
  projectId: z.guid(),
  environment: environmentSlug,
  slug,
  name: z.string().min(1).max(100).nullish(),
  engine: z.string().max(40).nullish(),
  version: z.string().max(20).nullish(),
  region: z.string().max(40).nullish(),
  nodes: z.int().min(1).max(100).nullish(),
  cpuMillicores: z.int().min(50).max(256_000).nullish(),
  memoryMegabytes: z.int().min(64).max(4_194_304).nullish(),
  storageGigabytes: z.int().min(1).max(65_536).nullish(),
  pooling: z.boolean().nullish(),
  backupSchedule: z.string().max(100).nullish(),
  backupRetentionDays: z.int().min(1).max(3650).nullish(),
  serviceIds: z.array(z.guid()).max(100).nullish(),
  requestId,
});

export const provisionDatabase = defineAction({
  name: 'provisionDatabase',
  input,
  output: databaseAnswer,
  handle: async (deps, { requestId, ...wish }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ databaseId: string }>> => {
      const services = [...new Set(wish.serviceIds ?? [])];
      const region = wish.region ?? 'local';
      const found = await deps.graphql.request(
        ProjectForDatabaseDocument,
        { projectId: wish.projectId, environment: wish.environment, region, services },
        { headers: asMember(member), idempotent: true },
      );
      const project = found.projects_by_pk;
      if (project === null)
        throw new Fault('gone', { code: 'project-not-found', message: 'There is no such project. Check the id.' });
      const [environment] = project.environments;
      if (environment === undefined) throw environmentNotFound(wish.environment);
      requireMayChange(environment, member);
      const [place] = found.regions;
      if (place?.status !== 'available')
        throw new Fault('reject', {
          code: 'region-unavailable',
          message: `Nothing new can be placed in the region "${region}".`,
        });
      if (project.services.length < services.length) throw serviceNotFound();
      const engine = checkWish(deps, wish);
      const id = randomUUID();
      return {
        answer: { databaseId: id },
        run: writeDatabase(deps, wish.slug, {
          database: {
            id,
            project_id: project.id,
            environment_id: environment.id,
            region_id: place.id,
            slug: wish.slug,
            name: wish.name ?? wish.slug,
            engine,
            version: wish.version ?? null,
            ...sizeOf(wish),
            pooling: wish.pooling ?? false,
            created_by: member.userId,
            deadline_at: new Date(deps.now() + DATA_DEADLINES.provisionDatabase).toISOString(),
          },
          credentials: await newCredentials(deps, member, id, 1),
          schedules: [
            {
              database_id: id,
              cron: wish.backupSchedule ?? DAILY,
              retention_days: wish.backupRetentionDays ?? 7,
              // The first backup is due at once: without one there is nothing to go back to.
              next_run_at: new Date(deps.now()).toISOString(),
              created_by: member.userId,
            },
          ],
          bindings: services.map((service) => ({ service_id: service, database_id: id, created_by: member.userId })),
          restores: [],
        }),
      };
    };
    return await once(deps, { action: 'provisionDatabase', member, requestId, input: wish, plan }, (a) =>
      databaseAnswer.parse(a),
    );
  },
});

/** At night where most people sleep when it is so in Europe. */
const DAILY = '0 2 * * *';

type Wish = Omit<z.output<typeof input>, 'requestId'>;

/** Only what was named: the table has the defaults. */
function sizeOf({ nodes, cpuMillicores, memoryMegabytes, storageGigabytes }: Wish) {
  return {
    ...(nodes == null ? {} : { nodes }),
    ...(cpuMillicores == null ? {} : { cpu_millicores: cpuMillicores }),
    ...(memoryMegabytes == null ? {} : { memory_megabytes: memoryMegabytes }),
    ...(storageGigabytes == null ? {} : { storage_gigabytes: storageGigabytes }),
  };
}

/** @throws Fault reject when it is known that it cannot be had */
function checkWish({ platform }: ActionDeps, wish: Wish): 'postgresql' | 'yugabytedb' {
  const known = platform.databases;
  requireAvailable(known?.unavailable, 'databases-unavailable');
  if (wish.pooling) requireAvailable(known?.poolingUnavailable, 'pooling-unavailable');
  if (known && (wish.nodes ?? 1) > known.maximumNodes)
    throw new Fault('reject', {
      code: 'nodes-unavailable',
      message: `A database has at most ${known.maximumNodes} ${known.maximumNodes === 1 ? 'node' : 'nodes'} here.`,
    });
  return engineOf(known, wish);
}

function engineOf(known: DatabaseCapabilities | null, { engine, version }: Wish): 'postgresql' | 'yugabytedb' {
  const wanted = engine ?? known?.engines[0]?.engine ?? 'postgresql';
  const offered = known?.engines.find((e) => e.engine === wanted);
  if ((wanted !== 'postgresql' && wanted !== 'yugabytedb') || (known !== null && offered === undefined)) {
    const names = known?.engines.map((e) => e.engine).join(', ') ?? 'postgresql, yugabytedb';
    throw new Fault('reject', {
      code: 'engine-unavailable',
      message: `There is no engine "${wanted}" here. There is: ${names}.`,
    });
  }
  if (offered && version != null && !offered.versions.includes(version))
    throw new Fault('reject', {
      code: 'engine-unavailable',
      message: `There is no version ${version} of ${wanted} here. There is: ${offered.versions.join(', ')}.`,
    });
  return wanted;
}
