/** What the `payload` of each type of domain event holds, and what it is about. Fields may be added; none is renamed or removed. */
import { z } from 'zod';

interface EventType {
  /** `subjectType` of the event; `subjectId` is the id of such a thing. */
  readonly subject: string;
  readonly payload: z.ZodObject;
}

const id = z.guid();
const text = z.string();
const whole = z.int();
const slug = z.string().min(1);
const step = text.nullable();

const about = (subject: string, fields: z.ZodRawShape): EventType => ({ subject, payload: z.looseObject(fields) });

const project = about('project', { slug });
const service = about('service', { slug, type: text });
const build = about('build', { serviceId: id, commit: text.nullable(), failureStep: step });
const deployment = about('deployment', { serviceId: id, environmentId: id, revision: whole, failureStep: step });
const decision = about('deployment', { serviceId: id, environmentId: id, revision: whole });
const member = about('user', { role: text });
const job = about('job_run', { serviceId: id, environmentId: id, exitCode: whole.nullable() });
const domain = about('service_domain', { hostname: text, serviceId: id, environmentId: id });
const change = { from: text, to: text, failureStep: step };
const database = about('database', { slug, environmentId: id.nullable(), ...change, nodes: whole });
const backup = about('database_backup', { databaseId: id, kind: text, sizeBytes: z.number().nullable() });
const preview = about('environment', { slug, pullRequest: whole.nullable(), expiresAt: text.nullable() });
const restore = about('database_restore', {
  sourceDatabaseId: id,
  targetDatabaseId: id.nullable(),
  backupId: id.nullable(),
  targetTime: text.nullable(),
});
const cluster = about('cluster', { slug, ...change, nodes: whole });
const tenantCluster = about('tenant_cluster', { slug, hostClusterId: id, failureStep: step });
const alert = about('alert', {
  ruleId: id,
  serviceId: id.nullable(),
  instanceId: id.nullable(),
  severity: text,
  summary: text.nullable(),
  measured: z.number().nullable(),
});

/** By type. */
export const EVENT_PAYLOADS: Readonly<Record<string, EventType>> = {
  ProjectCreated: project,
  ProjectDeleted: project,
  ServiceCreated: service,
  ServiceDeleted: service,
  BuildStarted: build,
  BuildCompleted: build,
  BuildFailed: build,
  DeploymentRequested: deployment,
  DeploymentApproved: decision,
  DeploymentRejected: decision,
  DeploymentDenied: about('deployment', { engine: text, violations: z.array(z.unknown()) }),
  DeploymentFailed: deployment,
  DeploymentCancelled: deployment,
  ServiceDeployed: deployment,
  ServiceRolledBack: deployment,
  InstanceStatusChanged: about('service_instance', { serviceId: id, from: text, to: text }),
  ServiceScaled: about('service_instance', {
    serviceId: id,
    environmentId: id,
    by: text,
    from: whole,
    to: whole,
    reason: text.nullable(),
  }),
  JobSucceeded: job,
  JobFailed: job,
  DomainAdded: domain,
  DomainVerified: domain,
  DomainActive: domain,
  DomainFailed: domain,
  DomainRemoved: domain,
  DatabaseCreated: database,
  DatabaseFailed: database,
  DatabaseLost: database,
  DatabaseScaled: database,
  DatabaseDeleted: database,
  DatabaseStatusChanged: database,
  DatabaseBackedUp: backup,
  DatabaseBackupFailed: backup,
  DatabaseRestored: restore,
  DatabaseRestoreFailed: restore,
  DatabaseCredentialsRotated: about('database', { version: whole, username: text }),
  ClusterProvisioned: cluster,
  ClusterFailed: cluster,
  ClusterScaled: cluster,
  ClusterStatusChanged: cluster,
  ClusterDeleted: cluster,
  TenantClusterReady: tenantCluster,
  TenantClusterFailed: tenantCluster,
  TenantClusterDeleted: tenantCluster,
  KubeconfigIssued: about('kubeconfig_grant', {
    userId: id,
    clusterId: id.nullable(),
    tenantClusterId: id.nullable(),
    role: text,
    expiresAt: text,
  }),
  PreviewCreated: preview,
  PreviewDeleted: preview,
  MemberAdded: member,
  MemberRemoved: member,
  MemberInvited: about('invitation', { role: text }),
  ApiKeyCreated: about('api_key', { userId: id, scopes: z.array(text) }),
  ApiKeyRevoked: about('api_key', { userId: id }),
  SecretChanged: about('secret', { change: text, key: text, scope: text, targetId: id.nullable(), version: whole }),
  QuotaExceeded: about('organization', { quota: text, scope: text, limit: z.number(), wouldUse: z.number() }),
  AlertFired: alert,
  AlertResolved: alert,
  WebhookDisabled: about('webhook', { name: text, reason: text }),
};
