/** All actions by name, and how one is run from what the engine posts. */

import { acceptInvitation } from './accept-invitation.ts';
import type { Action } from './action.ts';
import { addDomain } from './add-domain.ts';
import { applyConfig } from './apply-config.ts';
import { applyTemplate } from './apply-template.ts';
import { approveDeployment } from './approve-deployment.ts';
import { backupDatabase } from './backup-database.ts';
import { canRollback } from './can-rollback.ts';
import { cancelBuild } from './cancel-build.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { cancelJob } from './cancel-job.ts';
import { changePassword } from './change-password.ts';
import { checkDomain } from './check-domain.ts';
import { clusterKubeconfig } from './cluster-kubeconfig.ts';
import { createApiKey } from './create-api-key.ts';
import { createNotificationChannel } from './create-notification-channel.ts';
import { createTenantCluster } from './create-tenant-cluster.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteBackup } from './delete-backup.ts';
import { deleteCluster } from './delete-cluster.ts';
import { deleteDatabase } from './delete-database.ts';
import { deleteEnvironment } from './delete-environment.ts';
import { deleteGitConnection } from './delete-git-connection.ts';
import { deleteProject } from './delete-project.ts';
import { deleteRegistryCredential } from './delete-registry-credential.ts';
import { deleteSecret } from './delete-secret.ts';
import { deleteService } from './delete-service.ts';
import { deleteTenantCluster } from './delete-tenant-cluster.ts';
import { deployService } from './deploy-service.ts';
import { endSession } from './end-session.ts';
import { erasePersonalData } from './erase-personal-data.ts';
import { exchangeApiKey } from './exchange-api-key.ts';
import { exchangeSignInCode } from './exchange-sign-in-code.ts';
import { exportConfig } from './export-config.ts';
import { exportPersonalData } from './export-personal-data.ts';
import { inviteMember } from './invite-member.ts';
import { planConfig } from './plan-config.ts';
import { promoteDeployment } from './promote-deployment.ts';
import { provisionCluster } from './provision-cluster.ts';
import { provisionDatabase } from './provision-database.ts';
import { recentMetrics } from './recent-metrics.ts';
import { redeliverDeadLetter } from './redeliver-dead-letter.ts';
import { redeliverWebhook } from './redeliver-webhook.ts';
import { refreshSession } from './refresh-session.ts';
import { registerCluster } from './register-cluster.ts';
import { rejectDeployment } from './reject-deployment.ts';
import { removeDomain } from './remove-domain.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { restartService } from './restart-service.ts';
import { restoreDatabase } from './restore-database.ts';
import { revealDatabaseCredentials } from './reveal-database-credentials.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { rollbackService } from './rollback-service.ts';
import { rotateDatabaseCredentials } from './rotate-database-credentials.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { runJob } from './run-job.ts';
import { scaleCluster } from './scale-cluster.ts';
import { scaleDatabase } from './scale-database.ts';
import { scaleService } from './scale-service.ts';
import { searchLogs } from './search-logs.ts';
import { secretBlastRadius } from './secret-blast-radius.ts';
import { setGitConnection } from './set-git-connection.ts';
import { setRegistryCredential } from './set-registry-credential.ts';
import { setSecret } from './set-secret.ts';
import { setSecrets } from './set-secrets.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { signUp } from './sign-up.ts';
import { startService } from './start-service.ts';
import { stopService } from './stop-service.ts';
import { switchOrganization } from './switch-organization.ts';
import { testNotificationChannel } from './test-notification-channel.ts';
import { triggerBuild } from './trigger-build.ts';
import { verifyEmail } from './verify-email.ts';
import { whyNotReady } from './why-not-ready.ts';

export type { ActionDeps } from './action.ts';
export { API_KEY_PREFIX } from './api-key.ts';
export { fingerprintCookie, isBoundTo } from './fingerprint.ts';
export { hashPassword } from './passwords.ts';
export type { Platform } from './platform.ts';
export { runAction } from './run-action.ts';
export { signInWithIdentity } from './sign-in-with-identity.ts';
export { openSigningKeys, type SigningKeyStore, type SigningKeys } from './signing-keys.ts';
export { tellQuotaExceeded } from './tell-quota-exceeded.ts';
export {
  API_KEY_VARIABLE,
  AUDIENCE,
  CLAIMS_NAMESPACE,
  createTokens,
  FINGERPRINT_CLAIM,
  ISSUER,
  openSecretOf,
  SESSION_VARIABLE,
} from './tokens.ts';
export { readVisitor } from './visitor.ts';

const all: readonly Action[] = [
  acceptInvitation,
  applyConfig,
  applyTemplate,
  changePassword,
  requestPasswordReset,
  resetPassword,
  verifyEmail,
  approveDeployment,
  backupDatabase,
  cancelBuild,
  cancelDeployment,
  cancelJob,
  addDomain,
  checkDomain,
  removeDomain,
  canRollback,
  clusterKubeconfig,
  createApiKey,
  createNotificationChannel,
  createTenantCluster,
  createWebhook,
  deleteBackup,
  deleteCluster,
  deleteDatabase,
  deleteEnvironment,
  deleteGitConnection,
  deleteProject,
  deleteRegistryCredential,
  deleteSecret,
  deleteService,
  deleteTenantCluster,
  deployService,
  endSession,
  erasePersonalData,
  exchangeApiKey,
  exchangeSignInCode,
  exportConfig,
  exportPersonalData,
  inviteMember,
  planConfig,
  promoteDeployment,
  provisionCluster,
  provisionDatabase,
  redeliverDeadLetter,
  redeliverWebhook,
  refreshSession,
  registerCluster,
  rejectDeployment,
  restartService,
  restoreDatabase,
  revealDatabaseCredentials,
  revokeApiKey,
  revokeInvitation,
  rollbackService,
  rotateDatabaseCredentials,
  rotateSigningKeys,
  rotateWebhookSecret,
  runJob,
  scaleCluster,
  scaleDatabase,
  scaleService,
  searchLogs,
  recentMetrics,
  secretBlastRadius,
  setGitConnection,
  setRegistryCredential,
  setSecret,
  setSecrets,
  signIn,
  signOut,
  signOutEverywhere,
  signUp,
  startService,
  stopService,
  switchOrganization,
  testNotificationChannel,
  triggerBuild,
  whyNotReady,
];

export const actions: ReadonlyMap<string, Action> = new Map(all.map((action) => [action.name, action]));
