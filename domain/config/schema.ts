// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
/** `northstack.yaml`: what shall be there. Everything that is left out has its default, so a file says a project completely. */
import { z } from 'zod';
import { customDomain } from '../values/custom-domain.ts';
import { gitDirectory } from '../values/git-directory.ts';
import { gitReference } from '../values/git-reference.ts';
import { gitUrl } from '../values/git-url.ts';
import { imageReference } from '../values/image-reference.ts';
import { namespace } from '../values/namespace.ts';
import { port } from '../values/port.ts';
import { replicaWish } from '../values/replica-wish.ts';
import { slug } from '../values/slug.ts';
import { volumePath } from '../values/volume-path.ts';

const displayName = z.string().min(1).max(100).describe('Its name for people. Default: the key.');
const command = z.string().min(1).max(4000);
const environmentSlug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$/, {
  message: 'Use lowercase letters, digits and hyphens, at most 20, with a letter or digit at both ends.',
});

const variables = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, { message: 'A name is letters, digits and underscores, without a digit first.' }),
    z.union([z.string(), z.number(), z.boolean()], { message: 'A variable is a text, a number, true or false.' }),
  )
  .describe(
    'Names and values. `${{ service.NAME }}` is the variable of another service, `${{ shared.NAME }}` one of the project.',
  );

const range = (unit: string, max: number) =>
  z
    .strictObject({ request: z.int().min(1).max(max).optional(), limit: z.int().min(1).max(max).optional() })
    .refine((r) => (r.request ?? 0) <= (r.limit ?? Number.POSITIVE_INFINITY), {
      message: 'The request must not be above the limit.',
    })
    .describe(`What it is promised and what it may use, in ${unit}.`);

const domains = z
  .array(customDomain)
  .max(100)
  .refine((names) => new Set(names).size === names.length, { message: 'A domain is there twice.' });

const override = z
  .strictObject({
    reference: gitReference.describe('Branch, tag or commit that is deployed here.').optional(),
    startCommand: command.optional(),
    replicas: replicaWish.optional(),
    domains: domains.describe('Domains of your own that it answers to here. Left out, they stay as they are.').optional(),
    variables: variables.optional(),
  })
  .describe('What is different in one environment.');

const service = z
  .strictObject({
    name: displayName.optional(),
    type: z
      .enum(['web', 'worker', 'stateful', 'cron', 'job'])
      .default('web')
      .describe(
        'web answers HTTP, worker runs without a port, stateful has a port for those beside it and a volume, cron runs on a schedule, job on demand.',
      ),
    git: gitUrl.describe('Repository that it is built from.').optional(),
    reference: gitReference.default('main').describe('Branch, tag or commit.'),
    directory: gitDirectory.default('.').describe('Folder inside the repository.'),
    image: imageReference.describe('Container image, instead of a repository.').optional(),
    schedule: z.string().min(1).max(100).describe('Cron expression of five fields, for services of type cron.').optional(),
    timezone: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, { message: 'Give a time zone such as Europe/Berlin.' })
      .default('UTC')
      .describe('Where the hours of the schedule are those of the clock.'),
    concurrency: z
      .enum(['allow', 'forbid', 'replace'])
      .default('forbid')
      .describe('What becomes of a scheduled run while the one before still runs.'),
    startingDeadlineSeconds: z.int().min(10).max(86_400).default(300).describe('How late a scheduled run may begin.'),
    jobTimeoutSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(3600)
      .describe('How long a run may take, of services of type cron and job.'),
    buildCommand: command.describe('Overrides what is detected.').optional(),
    releaseCommand: command.describe('Runs once per build, before the new version starts.').optional(),
    startCommand: command.describe('Overrides what is detected.').optional(),
    port: port.describe('Fixed port of the app. Better leave it out and listen on $PORT.').optional(),
    volume: z
      .strictObject({
        path: volumePath.default('/data').describe('The folder in its container whose contents outlive its versions.'),
        gigabytes: z.int().min(1).max(65_536).default(1).describe('It can grow, not shrink.'),
      })
      .describe('Of services of type stateful. Default: 1 GB at /data.')
      .optional(),
    healthPath: z
      .string()
      .max(512)
      .regex(/^\/[^\x01-\x20\x7f]*$/, { message: 'A path begins with a slash and holds no blanks.' })
      .describe('Path that answers 2xx or 3xx when the app is ready.')
      .optional(),
    healthTimeoutSeconds: z.int().min(1).max(3600).default(60),
    stopTimeoutSeconds: z.int().min(0).max(600).default(10),
    buildTimeoutSeconds: z.int().min(10).max(7200).default(900),
    cpu: range('thousandths of a core', 256_000).optional(),
    memory: range('megabytes', 4_194_304).optional(),
    replicas: replicaWish
      .default(1)
      .describe('How many of it run, or from how many to how many, where an environment says nothing else.'),
    domains: domains
      .describe('Domains of your own that it answers to in production. Left out, they stay as they are.')
      .optional(),
    variables: variables.default({}),
    environments: z.record(environmentSlug, override).default({}).describe('Overrides, by environment.'),
  })
  .refine((s) => (s.git === undefined) !== (s.image === undefined), { message: 'Say where it comes from: either git or image.' })
  .refine((s) => (s.type === 'cron') === (s.schedule !== undefined), {
    message: 'A schedule belongs to services of type cron, and only to them.',
  })
  .refine((s) => s.type !== 'stateful' || s.port !== undefined, {
    message: 'A stateful service listens on a port for those beside it: say which one.',
    path: ['port'],
  })
  .refine((s) => s.type === 'stateful' || s.volume === undefined, {
    message: 'A volume belongs to services of type stateful, and only to them.',
    path: ['volume'],
  })
  .refine((s) => s.type !== 'stateful' || s.healthPath === undefined, {
    message: 'A stateful service is healthy when its port accepts connections: leave the path out.',
    path: ['healthPath'],
  })
  .refine((s) => s.type !== 'stateful' || [s, ...Object.values(s.environments)].every(({ replicas = 1 }) => replicas === 1), {
    message: 'A stateful service has one replica: its volume is that one’s.',
    path: ['replicas'],
  });

const databaseSize = {
  nodes: z.int().min(1).max(100),
  cpu: z.int().min(50).max(256_000).describe('Of each node, in thousandths of a core.'),
  memory: z.int().min(64).max(4_194_304).describe('Of each node, in megabytes.'),
  storage: z.int().min(1).max(65_536).describe('Of each node, in gigabytes. It can grow, not shrink.'),
  pooling: z.boolean().describe('A connection pool with an address of its own.'),
  backups: z.strictObject({
    schedule: z
      .string()
      .regex(/^[0-9A-Za-z*,/-]+( [0-9A-Za-z*,/-]+){4}$/, { message: 'Give a cron expression of five fields, in UTC.' })
      .default('0 2 * * *'),
    retentionDays: z.int().min(1).max(3650).default(7),
  }),
};

const database = z
  .strictObject({
    name: displayName.optional(),
    engine: z.enum(['postgresql', 'yugabytedb']).default('postgresql'),
    version: z
      .union([z.string().regex(/^[0-9]+([.][0-9]+){0,3}$/), z.number()])
      .describe('Default: the newest.')
      .optional(),
    nodes: databaseSize.nodes.default(1),
    cpu: databaseSize.cpu.default(500),
    memory: databaseSize.memory.default(256),
    storage: databaseSize.storage.default(10),
    pooling: databaseSize.pooling.default(false),
    backups: databaseSize.backups.default({ schedule: '0 2 * * *', retentionDays: 7 }),
    environments: z
      .record(environmentSlug, z.strictObject(databaseSize).partial())
      .default({ production: {} })
      .describe('One is made in each of these; what is said here counts there alone.'),
  })
  .describe('`${{ main.URL }}` as the whole value of a variable gives a service its address, credentials included.');

const environment = z
  .strictObject({
    name: displayName.optional(),
    type: z.enum(['production', 'staging']).optional().describe('Default: production for `production`, staging for others.'),
    protected: z
      .boolean()
      .default(false)
      .describe('Deploying to it needs approvals; with none required it is for team leads and above.'),
    approvals: z
      .strictObject({
        required: z.int().min(0).max(10).default(1).describe('How many, while it is protected.'),
        self: z.boolean().default(false).describe('Whoever asked for a deployment may also approve it.'),
        timeoutHours: z
          .int()
          .min(1)
          .max(720)
          .default(24)
          .describe('A deployment that nobody decided about for this long has failed.'),
      })
      .default({ required: 1, self: false, timeoutHours: 24 }),
    cluster: slug
      .describe(
        'The cluster of the organization that it runs in. Default: a virtual cluster that takes it, or where the platform runs things by itself.',
      )
      .optional(),
    namespace: namespace.describe('Its namespace in that cluster. Default: one that is made for it.').optional(),
  })
  .refine((e) => e.namespace === undefined || e.cluster !== undefined, {
    message: 'A namespace is chosen in a cluster: say which one.',
    path: ['namespace'],
  });

const project = z.strictObject({
  name: displayName.optional(),
  description: z.string().max(2000).default(''),
  team: slug.describe('The team that owns it. Default: everybody in the organization.').optional(),
  labels: z.record(z.string().min(1).max(100), z.union([z.string(), z.number(), z.boolean()])).default({}),
  variables: variables.default({}).describe('Variables that services use as `${{ shared.NAME }}`.'),
  environments: z
    .record(environmentSlug, environment)
    .default({})
    .describe('Places to deploy to. `production` is there even when it is not named; previews are not named here.'),
  databases: z.record(slug, database).default({}),
  services: z
    .record(
      slug.refine((name) => name !== 'shared', {
        message: '`shared` means the project in `${{ shared.NAME }}`. Choose another name.',
      }),
      service,
    )
    .default({}),
});

export const configFile = z
  .strictObject({
    version: z.literal(1).default(1),
    projects: z.record(slug, project),
  })
  .describe('northstack.yaml: projects with their environments, services and variables.');

export type ConfigFile = z.output<typeof configFile>;
export type ConfigService = z.output<typeof service>;
export type ConfigDatabase = z.output<typeof database>;
