/** All actions by name, and how one is run from what the engine posts. */
import type { Action } from './action.ts';
import { applyConfig } from './apply-config.ts';
import { approveDeployment } from './approve-deployment.ts';
import { canRollback } from './can-rollback.ts';
import { cancelBuild } from './cancel-build.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { deleteEnvironment } from './delete-environment.ts';
import { deleteProject } from './delete-project.ts';
import { deleteSecret } from './delete-secret.ts';
import { deleteService } from './delete-service.ts';
import { deployService } from './deploy-service.ts';
import { exportConfig } from './export-config.ts';
import { planConfig } from './plan-config.ts';
import { promoteDeployment } from './promote-deployment.ts';
import { refreshSession } from './refresh-session.ts';
import { rejectDeployment } from './reject-deployment.ts';
import { restartService } from './restart-service.ts';
import { rollbackService } from './rollback-service.ts';
import { scaleService } from './scale-service.ts';
import { secretBlastRadius } from './secret-blast-radius.ts';
import { setSecret } from './set-secret.ts';
import { setSecrets } from './set-secrets.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { startService } from './start-service.ts';
import { stopService } from './stop-service.ts';
import { switchOrganization } from './switch-organization.ts';
import { triggerBuild } from './trigger-build.ts';
import { whyNotReady } from './why-not-ready.ts';

export type { ActionDeps, PeopleSettings } from './action.ts';
export { hashPassword } from './passwords.ts';
export { runAction } from './run-action.ts';
export { openSigningKeys, type SigningKeyStore, type SigningKeys } from './signing-keys.ts';
export { tellQuotaExceeded } from './tell-quota-exceeded.ts';
export { AUDIENCE, createTokens, ISSUER } from './tokens.ts';

const all: readonly Action[] = [
  applyConfig,
  approveDeployment,
  cancelBuild,
  cancelDeployment,
  canRollback,
  deleteEnvironment,
  deleteProject,
  deleteSecret,
  deleteService,
  deployService,
  exportConfig,
  planConfig,
  promoteDeployment,
  refreshSession,
  rejectDeployment,
  restartService,
  rollbackService,
  scaleService,
  secretBlastRadius,
  setSecret,
  setSecrets,
  signIn,
  signOut,
  signOutEverywhere,
  startService,
  stopService,
  triggerBuild,
  switchOrganization,
  whyNotReady,
];

export const actions: ReadonlyMap<string, Action> = new Map(all.map((action) => [action.name, action]));
