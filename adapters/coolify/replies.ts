/** What we read of Coolify's replies (v4.1 to v4.3; its own description where it is right, its source where not). */
import { z } from 'zod';

/** Ids grow: of several with one name the one with the smallest was first. */
const named = z.object({ id: z.number(), uuid: z.string(), name: z.string().nullish() });

export const created = z.object({ uuid: z.string() });
export const projects = z.array(named);
export const privateKeys = z.array(named);

/** Not in the description: the environment's reply has its applications. */
export const environment = z.object({
  uuid: z.string().nullish(),
  name: z.string(),
  applications: z.array(named),
});

export const application = z.object({
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  git_repository: z.string().nullish(),
  build_pack: z.string().nullish(),
  docker_registry_image_name: z.string().nullish(),
  docker_registry_image_tag: z.string().nullish(),
});

export const variables = z.array(
  z.object({
    uuid: z.string(),
    key: z.string(),
    /** Not there without `read:sensitive`. */
    value: z.string().nullish(),
    is_preview: z.boolean().nullish(),
    is_shown_once: z.boolean().nullish(),
  }),
);

export const deployment = z.object({
  deployment_uuid: z.string(),
  status: z.string(),
  commit: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  /** A string of JSON; not there without `read:sensitive`. */
  logs: z.string().nullish(),
});

const running = deployment.pick({ deployment_uuid: true, status: true });
/** An object with numbers as keys when the rows were sorted (Laravel keeps the keys of a sorted collection). */
export const runningDeployments = z
  .union([z.array(running), z.record(z.string(), running)])
  .transform((rows) => (Array.isArray(rows) ? rows : Object.values(rows)));

/** The description says an array of applications. */
export const history = z.object({ deployments: z.array(deployment.omit({ logs: true })) });

export const queued = z.object({ deployments: z.array(z.object({ message: z.string().nullish() })) });

export const logEntries = z.array(
  z.object({
    output: z.string().nullish(),
    type: z.string().nullish(),
    timestamp: z.string().nullish(),
    hidden: z.boolean().nullish(),
    order: z.number().nullish(),
  }),
);

/** `errors` holds a list or one text for each field. */
export const problem = z.object({
  message: z.string().nullish(),
  errors: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
});

export type ApplicationReply = z.output<typeof application>;
export type DeploymentReply = z.output<typeof deployment>;
export type HistoryRow = z.output<typeof history>['deployments'][number];
