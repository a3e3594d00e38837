/**
 * Who may do what with which table: a line a table, a column a role. s select, a aggregate, i insert, u update, d delete, - nothing.
 * What a table's rows are for, beside the live membership that every one of them needs:
 *   org      all of the organization
 *   project  all of the organization; a viewer only of projects of their teams and of no team, and nothing of no project
 *   rules    project, and those that are of no project
 *   lead     project, and a team lead like a viewer
 *   own      the caller's own; an owner all of the organization
 *   grants   own, and devops like an owner
 *   member   organizations one is a member of
 *   people   the people one shares an organization with
 *   self     the caller's own and nobody else's
 *   catalog  the organization's own and those of no organization
 *   public   everybody's
 * A platform administrator sees every organization. Anonymous callers see no table at all. Tables that no role sees are `hidden`.
 */
const lines = `
table                  rows     viewer developer team_lead devops org_owner platform_admin
access_ends            hidden   -      -         -         -      -         -
anonymous_requests     hidden   -      -         -         -      -         -
account_mails          hidden   -      -         -         -      -         -
alert_rules            rules    sa     saiud     saiud     saiud  saiud     sa
alerts                 project  sa     sa        sa        sa     sa        sa
api_keys               own      sa     sa        sa        sa     sa        sa
audit_log              lead     -      -         s         s      s         s
backup_schedules       project  sa     sa        saiud     saiud  saiud     sa
builds                 project  sa     sa        sa        sa     sa        sa
clusters               org      -      sa        sa        sau    sau       sau
commit_statuses        project  sa     sa        sa        sa     sa        sa
config_applications    org      -      sa        sa        sa     sa        sa
database_backups       project  sa     sa        sau       sau    sau       sa
database_bindings      project  sa     said      said      said   said      sa
database_credentials   project  -      sa        sa        sa     sa        sa
database_restores      project  sa     sa        sa        sa     sa        sa
databases              project  sa     sa        sau       sau    sau       sa
deployment_approvals   project  sa     sa        sa        sa     sa        sa
deployment_secrets     project  -      sa        sa        sa     sa        sa
deployment_steps       project  sa     sa        sa        sa     sa        sa
deployments            project  sa     sa        sa        sa     sa        sa
discarded_secrets      hidden   -      -         -         -      -         -
domain_events          project  sa     sa        sa        sa     sa        sa
environments           project  sa     saiu      saiu      saiu   saiu      sa
event_dead_letters     org      -      -         -         -      -         sau
event_outbox           hidden   -      -         -         -      -         -
event_publishing       hidden   -      -         -         -      -         -
git_connections        org      -      sa        sa        sa     sa        sa
identities             self     sa     sa        sa        sa     sa        -
invitations            org      -      -         sa        sa     sa        sa
job_runs               project  sa     sa        sa        sa     sa        sa
kubeconfig_grants      grants   -      sa        sa        sa     sa        sa
log_lines              project  s      s         s         s      s         s
node_pools             org      -      -         -         sa     sa        sa
notification_channels  org      -      sa        saud      saud   saud      sa
notifications          org      -      sa        sa        sa     sa        sa
organization_members   org      sa     sa        sa        sa     saud      sa
organizations          member    sa     sa        sa        sa     sau       sau
policy_decisions       project  sa     sa        sa        sa     sa        sa
policy_rules           rules    sa     sa        sa        saiud  saiud     sa
projects               project  sa     saiu      saiu      saiu   saiu      sa
quota_defaults         public   -      -         -         -      -         sau
quota_limits           hidden   -      -         -         -      -         -
quota_locks            hidden   -      -         -         -      -         -
quota_usage            rules    sa     sa        sa        sa     sa        sa
quotas                 rules    sa     sa        sa        sa     saiud     saiud
refresh_tokens         hidden   -      -         -         -      -         -
regions                public   sa     sa        sa        sa     sa        saiud
registry_credentials   org      -      sa        sa        sa     sa        sa
requests               hidden   -      -         -         -      -         -
secret_versions        org      -      sa        sa        sa     sa        sa
secrets                org      -      sa        sa        sa     sa        sa
service_configs        project  sa     sai       sai       sai    sai       sa
service_domains        project  sa     sa        sa        sa     sa        sa
service_instances      project  sa     sa        sa        sa     sa        sa
service_leases         hidden   -      -         -         -      -         -
service_metrics        project  sa     sa        sa        sa     sa        sa
services               project  sa     saiu      saiu      saiu   saiu      sa
sessions               self     sa     sa        sa        sa     sa        -
sign_in_attempts       hidden   -      -         -         -      -         -
sign_in_codes          hidden   -      -         -         -      -         -
sign_in_limits         hidden   -      -         -         -      -         -
signing_keys           hidden   -      -         -         -      -         -
status_transitions     hidden   -      -         -         -      -         -
strays                 public   -      -         -         -      -         sa
team_members           org      sa     sa        said      sa     said      sa
teams                  org      sa     sa        sa        sa     saiud     sa
templates              catalog  sa     sa        sa        saiud  saiud     saiud
tenant_clusters        org      -      sa        sa        sau    sau       sa
user_credentials       hidden   -      -         -         -      -         -
users                  people   sau    sau       sau       sau    sau       sau
vulnerability_reports  project  sa     sa        sa        sa     sa        sa
webhook_attempts       org      -      sa        sa        sa     sa        sa
webhook_deliveries     org      -      sa        sa        sa     sa        sa
webhooks               org      -      sa        saud      saud   saud      sa
`;

export const ROLES = ['viewer', 'developer', 'team_lead', 'devops', 'org_owner', 'platform_admin'] as const;
export type Role = (typeof ROLES)[number];
export type Rows =
  | 'org'
  | 'project'
  | 'rules'
  | 'grants'
  | 'catalog'
  | 'lead'
  | 'own'
  | 'member'
  | 'people'
  | 'self'
  | 'public'
  | 'hidden';

export interface Expectation {
  readonly table: string;
  readonly rows: Rows;
  readonly may: Readonly<Record<Role, string>>;
}

export const expected: readonly Expectation[] = lines
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [table = '', rows = '', ...letters] = line.split(/\s+/);
    const may = Object.fromEntries(ROLES.map((role, i) => [role, (letters[i] ?? '-').replace('-', '')]));
    return { table, rows: rows as Rows, may: may as Record<Role, string> };
  });

/** The rows a caller may see, in words of SQL. $1 is the organization, $2 the caller. */
export function visible(rows: Rows, role: Role, table: string): string {
  if (rows === 'public') return 'true';
  if (rows === 'hidden') return 'false';
  if (rows === 'self') return 'user_id = $2';
  if (role === 'platform_admin') return 'true';
  const organization = 'organization_id = $1';
  const project = table === 'projects' ? 'id' : 'project_id';
  const ofTeams = `${project} in (select p.id from projects p where p.organization_id = $1
    and (p.team_id is null or exists (select from team_members m where m.team_id = p.team_id and m.user_id = $2)))`;
  switch (rows) {
    case 'org':
      return organization;
    case 'member':
      return 'id in (select organization_id from organization_members where user_id = $2)';
    case 'people':
      return 'id in (select user_id from organization_members where organization_id = $1)';
    case 'catalog':
      return '(organization_id is null or organization_id = $1)';
    case 'own':
      return role === 'org_owner' ? organization : `${organization} and user_id = $2`;
    case 'grants':
      return role === 'org_owner' || role === 'devops' ? organization : `${organization} and user_id = $2`;
    case 'lead':
      return role === 'team_lead'
        ? `${organization} and project_id in (select p.id from projects p join team_members m on m.team_id = p.team_id where m.user_id = $2)`
        : organization;
    case 'project':
      return role === 'viewer' ? `${organization} and ${ofTeams}` : organization;
    case 'rules':
      return role === 'viewer' ? `${organization} and (${ofTeams} or project_id is null)` : organization;
  }
}
