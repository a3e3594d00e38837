/** States of a deployment. What runs is another matter: the service instance keeps its own status. */
import type { Machine } from './machine.ts';

export type DeploymentStatus =
  | 'pending_approval'
  | 'queued'
  | 'building'
  | 'scanning'
  | 'deploying'
  | 'verifying'
  | 'running'
  | 'cancelling'
  | 'superseded'
  | 'rolled_back'
  | 'failed'
  | 'cancelled'
  | 'rejected';

export type DeploymentEvent =
  | 'approve'
  | 'reject'
  | 'build'
  | 'scan'
  | 'deploy'
  | 'verify'
  | 'run'
  | 'fail'
  | 'cancel'
  | 'confirm-cancel'
  | 'supersede'
  | 'roll-back';

export const deploymentMachine: Machine<DeploymentStatus, DeploymentEvent> = {
  pending_approval: { approve: 'queued', reject: 'rejected', cancel: 'cancelled', fail: 'failed' },
  // Nothing is under way yet, so there is nothing to wait for.
  queued: { build: 'building', scan: 'scanning', cancel: 'cancelled', fail: 'failed' },
  building: { scan: 'scanning', cancel: 'cancelling', fail: 'failed' },
  scanning: { deploy: 'deploying', cancel: 'cancelling', fail: 'failed' },
  deploying: { verify: 'verifying', cancel: 'cancelling', fail: 'failed' },
  verifying: { run: 'running', cancel: 'cancelling', fail: 'failed' },
  cancelling: { 'confirm-cancel': 'cancelled', fail: 'failed' },
  running: { supersede: 'superseded', 'roll-back': 'rolled_back' },
  superseded: {},
  rolled_back: {},
  failed: {},
  cancelled: {},
  rejected: {},
};

/** Of one instance at most one deployment is in one of these (a unique index holds it). */
export const ACTIVE: readonly DeploymentStatus[] = ['building', 'scanning', 'deploying', 'verifying', 'cancelling'];
