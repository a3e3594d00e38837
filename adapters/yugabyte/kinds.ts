/** The kinds of the YBUniverse operator (operator.yugabyte.io/v1alpha1), as much of them as is read, and of Kubernetes what stands beside them. */
import { z } from 'zod';
import { defineKind, plainKind } from '../kubernetes/client/kind.ts';

export const OPERATOR = 'operator.yugabyte.io/v1alpha1';
const named = (kind: string, plural: string) => ({ apiVersion: OPERATOR, kind, plural, namespaced: true });

export const universes = defineKind(named('YBUniverse', 'ybuniverses'), {
  spec: z.looseObject({
    numNodes: z.int().optional(),
    replicationFactor: z.int().optional(),
    ybSoftwareVersion: z.string().optional(),
    enableClientToNodeEncrypt: z.boolean().optional(),
    deviceInfo: z.looseObject({ volumeSize: z.int().optional(), storageClass: z.string().optional() }).optional(),
  }),
  status: z
    .looseObject({
      universeState: z.string().nullish(),
      sqlEndpoints: z.array(z.string()).nullish(),
      actions: z
        .array(
          z.looseObject({
            action_type: z.string().nullish(),
            message: z.string().nullish(),
            status: z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .optional(),
});
export type Universe = z.infer<typeof universes.schema>;

const told = z.looseObject({ message: z.string().nullish(), resourceUUID: z.string().nullish() }).optional();

export const backups = defineKind(named('Backup', 'backups'), {
  spec: z.looseObject({
    universe: z.string(),
    keyspace: z.string(),
    storageConfig: z.string(),
    incrementalBackupBase: z.string().nullish(),
  }),
  status: told,
});

export const backupSchedules = defineKind(named('BackupSchedule', 'backupschedules'), {
  spec: z.looseObject({ cronExpression: z.string().nullish(), storageConfig: z.string(), keyspace: z.string() }),
  status: z.looseObject({ state: z.string().nullish() }).optional(),
});

export const storageConfigs = defineKind(named('StorageConfig', 'storageconfigs'), {
  spec: z.looseObject({ data: z.looseObject({ BACKUP_LOCATION: z.string() }).optional() }),
  status: z.looseObject({ success: z.boolean().nullish(), message: z.string().nullish() }).optional(),
});

export const restoreJobs = defineKind(named('RestoreJob', 'restorejobs'), { status: told });
export const pitrConfigs = defineKind(named('PitrConfig', 'pitrconfigs'), { status: told });
export const pitrRestores = defineKind(named('PitrRestore', 'pitrrestores'), { status: told });

export const secrets = defineKind(
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
export const services = plainKind('v1', 'Service', 'services', 'namespaced');
export const deployments = defineKind(
  { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
  {
    status: z.looseObject({ observedGeneration: z.number().optional(), readyReplicas: z.number().optional() }).optional(),
  },
);
