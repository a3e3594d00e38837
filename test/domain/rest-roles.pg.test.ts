/** Every REST endpoint's stored query is valid for the roles that may use it, and for no others. */
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { tableKey } from '../../engine/catalog/catalog.ts';
import { introspect } from '../../engine/catalog/introspect.ts';
import { openDatabase } from '../../engine/database/pool.ts';
import { loadMetadata } from '../../engine/metadata/load.ts';
import { type EnumTable, resolveModel } from '../../engine/model/resolve.ts';
import { RoleSchema } from '../../engine/schema/role-schema.ts';
import { METADATA } from '../support/metadata.ts';
import { migratedDatabase } from '../support/migrated.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Roles, then the endpoints that exactly they may use. */
const WHO: readonly (readonly [roles: string, endpoints: string])[] = [
  ['anonymous viewer developer team_lead devops org_owner platform_admin', 'signIn refreshSession'],
  [
    'viewer developer team_lead devops org_owner platform_admin',
    `listProjects getProject listEnvironments getEnvironment listServices getService listServiceConfigs listServiceLogLines
     listInstances getInstance listInstanceMetrics listDeployments getDeployment listBuilds getBuild listBuildLogLines
     listDatabases getDatabase listDatabaseBackups listBackupSchedules listMembers getMember listTeams getTeam
     listApiKeys getApiKey listAlertRules getAlertRule listAlerts getAlert listEvents listTemplates getTemplate listQuotas
     listServiceDomains getDomain`,
  ],
  [
    'developer team_lead devops org_owner platform_admin',
    `listClusters getCluster listTenantClusters getTenantCluster listSecrets getSecret listWebhooks getWebhook
     listWebhookDeliveries getWebhookDelivery listNotificationChannels getNotificationChannel listNotifications`,
  ],
  ['team_lead devops org_owner platform_admin', 'listInvitations'],
  ['devops org_owner platform_admin', 'listNodePools updateCluster'],
  ['viewer developer team_lead devops org_owner', 'whyNotReady createApiKey revokeApiKey'],
  [
    'developer team_lead devops org_owner',
    `createProject updateProject createEnvironment updateEnvironment deleteEnvironment createService updateService deleteService
     createServiceConfig restartService startService stopService scaleService rollbackService deployService cancelDeployment
     promoteDeployment triggerBuild cancelBuild setSecret deleteSecret redeliverWebhook
     createAlertRule updateAlertRule deleteAlertRule applyTemplate
     backupDatabase provisionDatabase revealDatabaseCredentials runJob clusterKubeconfig addDomain removeDomain checkDomain`,
  ],
  [
    'team_lead devops org_owner',
    `deleteProject approveDeployment rejectDeployment updateDatabase
     createBackupSchedule updateBackupSchedule deleteBackupSchedule createWebhook updateWebhook deleteWebhook rotateWebhookSecret
     createNotificationChannel updateNotificationChannel deleteNotificationChannel testNotificationChannel
     deleteBackup deleteDatabase restoreDatabase rotateDatabaseCredentials scaleDatabase`,
  ],
  ['team_lead org_owner', 'addTeamMember removeTeamMember inviteMember revokeInvitation'],
  ['platform_admin', 'listDeadLetters redeliverDeadLetter'],
  ['org_owner', 'updateMember deleteMember createTeam updateTeam deleteTeam'],
  ['devops org_owner platform_admin', 'deleteCluster'],
  ['devops org_owner', `createTenantCluster deleteTenantCluster provisionCluster registerCluster scaleCluster`],
];

const ROLES = ['anonymous', 'viewer', 'developer', 'team_lead', 'devops', 'org_owner', 'platform_admin'];

test('every endpoint is for whom the table says, and for nobody else', async () => {
  await using scratch = await migratedDatabase();
  await using database = openDatabase(scratch.url);
  const enumValues = new Map<string, EnumTable>();
  const columns = `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'value'`;
  for (const { name } of await scratch.sql(columns)) {
    const rows = await scratch.sql(`select value from public.${name}`);
    enumValues.set(tableKey('public', String(name)), {
      values: rows.map((r) => ({ value: String(r.value), description: null })),
    });
  }
  const environment = {
    HASURA_GRAPHQL_DATABASE_URL: 'postgres://unused',
    NORTHSTACK_ACTIONS_URL: 'http://127.0.0.1:1',
    NORTHSTACK_EVENTS_URL: 'http://127.0.0.1:1',
    NORTHSTACK_WEBHOOK_SECRET: 'secret',
  };
  const catalog = await database.transaction({}, introspect);
  const model = resolveModel(await loadMetadata(METADATA), catalog, environment, { enumValues });
  expect(model.inconsistencies).toEqual([]);
  const schemas = ROLES.map((role) => [role, new RoleSchema(model, { role, backendOnly: false }).complete] as const);
  const found = model.restEndpoints.map(({ name, query }) => {
    const document = parse(query);
    return [name, schemas.filter(([, schema]) => validate(schema, document).length === 0).map(([role]) => role)];
  });
  const wanted = new Map(WHO.flatMap(([roles, endpoints]) => words(endpoints).map((name) => [name, words(roles)])));
  // Whoever may list may also search, and list below a parent.
  for (const { name } of model.restEndpoints) {
    const listing = /^search(.+)$/.exec(name) ?? /^list(.+)Of/.exec(name);
    const roles = wanted.get(`list${listing?.[1]}`);
    if (listing && roles) wanted.set(name, roles);
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
});
