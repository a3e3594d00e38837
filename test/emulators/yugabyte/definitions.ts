/**
 * CustomResourceDefinitions of the emulated operators: the vendor's own where they are at hand, and else these, written after its
 * documentation, with the fields we send and the rules of what may not be changed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const STORED = resolve(import.meta.dirname, '../../../../shared/specs/yugabyte');

/** `2026`: with snapshots (PitrConfig, PitrRestore); `0.1.6`: without; `legacy`: YBCluster. */
export type OperatorVersion = '2026' | '0.1.6' | 'legacy';

const FILES: Readonly<Record<OperatorVersion, string>> = {
  '2026': 'operator.yugabyte.io-crds.yaml',
  '0.1.6': 'operator.yugabyte.io-crds-k8s-operator-0.1.6.yaml',
  legacy: 'yugabyte.com_ybclusters_crd.v1-converted.yaml',
};

export function operatorDefinitions(version: OperatorVersion): readonly string[] {
  const stored = join(STORED, FILES[version]);
  if (existsSync(stored)) return [readFileSync(stored, 'utf8')];
  if (version === 'legacy') return [definition('yugabyte.com', 'YBCluster', 'ybclusters', open)];
  const kinds = KINDS.filter(([kind]) => version === '2026' || !kind.startsWith('Pitr'));
  return kinds.map(([kind, plural, spec]) => definition('operator.yugabyte.io', kind, plural, spec));
}

interface Schema {
  readonly [name: string]: unknown;
}
const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const flag: Schema = { type: 'boolean' };
const open: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const texts: Schema = { type: 'object', additionalProperties: text };
const object = (properties: Schema, required: readonly string[] = [], rules: readonly [string, string][] = []): Schema => ({
  type: 'object',
  properties,
  required,
  ...(rules.length > 0 ? { 'x-kubernetes-validations': rules.map(([rule, message]) => ({ rule, message })) } : {}),
});
const fixed = (schema: Schema, name: string): Schema => ({
  ...schema,
  'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: `${name} is immutable` }],
});
const amount: Schema = { type: 'number', minimum: 1 };
const resources = object({ cpu: amount, memory: amount });

const KINDS: readonly (readonly [string, string, Schema])[] = [
  [
    'YBUniverse',
    'ybuniverses',
    object(
      {
        numNodes: whole,
        replicationFactor: fixed(whole, 'replicationFactor'),
        ybSoftwareVersion: text,
        enableYSQL: fixed(flag, 'enableYSQL'),
        enableYSQLAuth: fixed(flag, 'enableYSQLAuth'),
        ysqlPassword: fixed(object({ secretName: text }, ['secretName']), 'ysqlPassword'),
        enableYCQL: fixed(flag, 'enableYCQL'),
        enableNodeToNodeEncrypt: fixed(flag, 'enableNodeToNodeEncrypt'),
        enableClientToNodeEncrypt: fixed(flag, 'enableClientToNodeEncrypt'),
        providerName: fixed(text, 'providerName'),
        deviceInfo: object({
          volumeSize: whole,
          numVolumes: fixed(whole, 'numVolumes'),
          storageClass: fixed(text, 'storageClass'),
        }),
        gFlags: object({ tserverGFlags: texts, masterGFlags: texts }),
        tserverResourceSpec: resources,
        kubernetesOverrides: open,
      },
      [],
      [['self.replicationFactor <= self.numNodes', 'replicationFactor must be less than or equal to numNodes']],
    ),
  ],
  [
    'StorageConfig',
    'storageconfigs',
    object({
      config_type: fixed({ ...text, enum: ['STORAGE_S3', 'STORAGE_NFS', 'STORAGE_GCS', 'STORAGE_AZ'] }, 'config_type'),
      data: object(
        {
          BACKUP_LOCATION: fixed(text, 'BACKUP_LOCATION'),
          AWS_ACCESS_KEY_ID: text,
          USE_IAM: flag,
          AWS_HOST_BASE: text,
          PATH_STYLE_ACCESS: flag,
          SIGNING_REGION: text,
        },
        ['BACKUP_LOCATION'],
      ),
      awsSecretAccessKeySecret: object({ name: text, namespace: text }, ['name']),
    }),
  ],
  [
    'Backup',
    'backups',
    object(
      {
        backupType: { ...text, enum: ['YQL_TABLE_TYPE', 'PGSQL_TABLE_TYPE'] },
        storageConfig: text,
        universe: text,
        keyspace: text,
        timeBeforeDelete: { ...whole, minimum: 0 },
        useRoles: flag,
      },
      ['keyspace', 'backupType', 'storageConfig', 'universe'],
    ),
  ],
  [
    'BackupSchedule',
    'backupschedules',
    object(
      {
        backupType: fixed({ ...text, enum: ['YQL_TABLE_TYPE', 'PGSQL_TABLE_TYPE'] }, 'backupType'),
        storageConfig: fixed(text, 'storageConfig'),
        universe: fixed(text, 'universe'),
        keyspace: fixed(text, 'keyspace'),
        cronExpression: { ...text, default: '' },
        timeBeforeDelete: fixed({ ...whole, minimum: 0 }, 'timeBeforeDelete'),
        useRoles: flag,
      },
      ['keyspace', 'backupType', 'storageConfig', 'universe'],
    ),
  ],
  [
    'RestoreJob',
    'restorejobs',
    object({ actionType: { ...text, enum: ['RESTORE'] }, universe: text, backup: text, keyspace: text }),
  ],
  [
    'PitrConfig',
    'pitrconfigs',
    object(
      {
        universe: fixed(text, 'universe'),
        name: text,
        tableType: { ...text, enum: ['YSQL', 'YCQL'] },
        database: text,
        intervalInSeconds: { ...whole, default: 86400 },
        retentionPeriodInSeconds: { ...whole, default: 604800 },
      },
      ['universe', 'name', 'tableType', 'database'],
      [['self.retentionPeriodInSeconds > self.intervalInSeconds', 'retention must be longer than the interval']],
    ),
  ],
  [
    'PitrRestore',
    'pitrrestores',
    object(
      {
        universe: fixed(text, 'universe'),
        pitrConfig: fixed(text, 'pitrConfig'),
        restoreTime: fixed({ ...text, format: 'date-time' }, 'restoreTime'),
      },
      ['universe', 'pitrConfig', 'restoreTime'],
    ),
  ],
];

/** JSON is YAML. */
const definition = (group: string, kind: string, plural: string, spec: Schema): string =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: object({ spec, status: open }) },
        },
      ],
    },
  });
