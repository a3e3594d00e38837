/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type approval_decisions_enum =
  /** It may go on */
  | 'approved'
  /** It shall not */
  | 'rejected';

export type artifact_kinds_enum =
  /** A folder of the machine that built it */
  | 'directory'
  /** An OCI image with its digest */
  | 'image';

export type build_statuses_enum =
  /** Under way */
  | 'building'
  /** Was stopped */
  | 'cancelled'
  /** Was asked to stop and has not yet */
  | 'cancelling'
  /** Ended without an artifact */
  | 'failed'
  /** Waits for the builder */
  | 'queued'
  /** Made an artifact */
  | 'succeeded';

export type build_steps_enum =
  /** Runs the build command */
  | 'build'
  /** Fetches the repository */
  | 'clone'
  /** Finds out how to build it */
  | 'detect'
  /** Installs dependencies */
  | 'install'
  /** Stores the artifact */
  | 'publish'
  /** Runs the release command */
  | 'release';

/** input type for updating data in table "builds" */
export type builds_set_input = {
  readonly artifact_digest?: string | null | undefined;
  readonly artifact_framework?: string | null | undefined;
  readonly artifact_kind?: artifact_kinds_enum | null | undefined;
  /** Command of each process type. */
  readonly artifact_processes?: unknown;
  readonly artifact_reference?: string | null | undefined;
  /** Since when its artifact is gone: only the newest of a service are kept. Such a version can be built again, not rolled back to. */
  readonly artifact_removed_at?: string | null | undefined;
  readonly config_id?: string | null | undefined;
  readonly created_at?: string | null | undefined;
  /** Who asked for the build by itself; null: a deployment needed it. */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  readonly failure_step?: build_steps_enum | null | undefined;
  readonly finished_at?: string | null | undefined;
  /** The commit that the reference meant. */
  readonly git_commit?: string | null | undefined;
  readonly git_directory?: string | null | undefined;
  readonly git_reference?: string | null | undefined;
  readonly git_repository?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly lease_owner?: string | null | undefined;
  readonly lease_until?: string | null | undefined;
  readonly organization_id?: string | null | undefined;
  readonly project_id?: string | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly started_at?: string | null | undefined;
  readonly status?: build_statuses_enum | null | undefined;
  /** What it is doing. */
  readonly step?: build_steps_enum | null | undefined;
  readonly updated_at?: string | null | undefined;
};

export type deployment_kinds_enum =
  /** A new version */
  | 'deploy'
  /** The artifact of another environment */
  | 'promote'
  /** An earlier artifact again, without a build */
  | 'rollback';

export type deployment_statuses_enum =
  /** Its build is under way */
  | 'building'
  /** Was stopped before it served */
  | 'cancelled'
  /** Was asked to stop and has not yet */
  | 'cancelling'
  /** Handed to the runtime */
  | 'deploying'
  /** Ended with the step and reason named; what ran before keeps serving */
  | 'failed'
  /** Waits for a person */
  | 'pending_approval'
  /** Waits for its turn */
  | 'queued'
  /** Approval was refused */
  | 'rejected'
  /** It was replaced by an earlier version */
  | 'rolled_back'
  /** Serves */
  | 'running'
  /** Its artifact is being checked for vulnerabilities */
  | 'scanning'
  /** A later deployment took over */
  | 'superseded'
  /** Started; waits until it is healthy */
  | 'verifying';

/** input type for updating data in table "deployments" */
export type deployments_set_input = {
  readonly build_id?: string | null | undefined;
  /** The settings it runs with; null: the defaults. */
  readonly config_id?: string | null | undefined;
  readonly created_at?: string | null | undefined;
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not got further. */
  readonly deadline_at?: string | null | undefined;
  readonly environment_id?: string | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: deployment_statuses_enum | null | undefined;
  readonly finished_at?: string | null | undefined;
  /** Branch, tag or commit that was asked for. */
  readonly git_reference?: string | null | undefined;
  readonly id?: string | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: string | null | undefined;
  readonly kind?: deployment_kinds_enum | null | undefined;
  readonly lease_owner?: string | null | undefined;
  readonly lease_until?: string | null | undefined;
  readonly organization_id?: string | null | undefined;
  readonly project_id?: string | null | undefined;
  /** Why, in the words of whoever asked for it. */
  readonly reason?: string | null | undefined;
  /** How many approvals it waited or waits for. Set by the database from the environment. */
  readonly required_approvals?: number | null | undefined;
  /** Counts up from 1 in each service instance. */
  readonly revision?: number | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly service_instance_id?: string | null | undefined;
  /** For a rollback: the deployment whose artifact it uses again. */
  readonly source_deployment_id?: string | null | undefined;
  readonly started_at?: string | null | undefined;
  readonly status?: deployment_statuses_enum | null | undefined;
  readonly trace_id?: string | null | undefined;
  readonly updated_at?: string | null | undefined;
};

export type desired_states_enum =
  /** It shall run */
  | 'running'
  /** It shall not run */
  | 'stopped';

export type instance_statuses_enum =
  /** It should run and nothing is healthy */
  | 'crashed'
  /** It serves, with fewer healthy replicas than wanted */
  | 'degraded'
  /** Every wanted replica is healthy */
  | 'running'
  /** Processes run and none is healthy yet */
  | 'starting'
  /** No process runs */
  | 'stopped'
  /** Processes are being ended */
  | 'stopping'
  /** Nothing was heard of it within the limit */
  | 'unknown';

export type log_levels_enum =
  /** Details */
  | 'debug'
  /** Something failed */
  | 'error'
  /** Ordinary */
  | 'info'
  /** Worth a look */
  | 'warn';

/** input type for inserting data into table "log_lines" */
export type log_lines_insert_input = {
  readonly build_id?: string | null | undefined;
  /** The version that wrote it, for running services. */
  readonly deployment_id?: string | null | undefined;
  /** Grows with time within a build and within an instance: order by it, and use it as the cursor. Milliseconds since the epoch times 2^22, plus a count. */
  readonly id?: string | null | undefined;
  readonly level?: log_levels_enum | null | undefined;
  readonly line?: string | null | undefined;
  readonly logged_at?: string | null | undefined;
  readonly organization_id?: string | null | undefined;
  readonly project_id?: string | null | undefined;
  /** Which replica wrote it, from 0. */
  readonly replica?: number | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly service_instance_id?: string | null | undefined;
  readonly stream?: log_streams_enum | null | undefined;
};

export type log_streams_enum =
  /** Standard error */
  | 'stderr'
  /** Standard output */
  | 'stdout'
  /** Written by the platform */
  | 'system';

export type member_roles_enum =
  /** Creates services and deploys to unprotected environments */
  | 'developer'
  /** Also manages environments, clusters and databases */
  | 'devops'
  /** Also manages members and limits */
  | 'org_owner'
  /** Also manages teams and approves deployments to protected environments */
  | 'team_lead'
  /** Sees the projects of their teams */
  | 'viewer';

/** input type for updating data in table "service_instances" */
export type service_instances_set_input = {
  readonly created_at?: string | null | undefined;
  /** The deployment that serves. */
  readonly current_deployment_id?: string | null | undefined;
  readonly desired_replicas?: number | null | undefined;
  readonly desired_state?: desired_states_enum | null | undefined;
  readonly environment_id?: string | null | undefined;
  /** Goes up by one for each restart asked for. */
  readonly generation?: number | null | undefined;
  readonly id?: string | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation whose processes serve: a restart is done when it has reached generation. */
  readonly observed_generation?: number | null | undefined;
  readonly organization_id?: string | null | undefined;
  readonly project_id?: string | null | undefined;
  readonly ready_replicas?: number | null | undefined;
  readonly service_id?: string | null | undefined;
  /** Last seen. A failed deployment does not change it: the version before keeps serving. */
  readonly status?: instance_statuses_enum | null | undefined;
  readonly status_changed_at?: string | null | undefined;
  readonly status_reason?: string | null | undefined;
  /** Its part of the host name, unique on the installation. */
  readonly subdomain?: string | null | undefined;
  readonly updated_at?: string | null | undefined;
  /** Where a web service answers. */
  readonly url?: string | null | undefined;
};

/** input type for inserting data into table "service_metrics" */
export type service_metrics_insert_input = {
  /** Cores used by all replicas together; 1 is one core. */
  readonly cpu_cores?: number | null | undefined;
  /** Nine of ten of them were faster, in milliseconds; null without requests. */
  readonly latency_p90_ms?: number | null | undefined;
  readonly measured_at?: string | null | undefined;
  readonly memory_bytes?: string | null | undefined;
  readonly organization_id?: string | null | undefined;
  readonly project_id?: string | null | undefined;
  readonly replicas?: number | null | undefined;
  /** How many of them were answered with 5xx. */
  readonly request_errors?: number | null | undefined;
  /** Requests through the proxy since the sample before. */
  readonly requests?: number | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly service_instance_id?: string | null | undefined;
};

export type service_types_enum =
  /** Runs on a schedule */
  | 'cron'
  /** Runs once, on demand */
  | 'job'
  /** Answers HTTP behind the proxy */
  | 'web'
  /** Runs without a port */
  | 'worker';

export type source_types_enum =
  /** Built from a git repository */
  | 'git'
  /** A container image from a registry */
  | 'image';

export type step_outcomes_enum =
  /** The deployment was cancelled here */
  | 'cancelled'
  /** The deployment failed here */
  | 'failed'
  /** The next step began */
  | 'succeeded';

export type SessionUserFragment = { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> };

export type UserForSignInQueryVariables = Exact<{
  email: string;
}>;


export type UserForSignInQuery = { readonly users: ReadonlyArray<{ readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly credential: { readonly password_hash: string } | null, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> }> };

export type RefreshTokenForUseQueryVariables = Exact<{
  hash: string;
}>;


export type RefreshTokenForUseQuery = { readonly refresh_tokens: ReadonlyArray<{ readonly id: string, readonly family_id: string, readonly organization_id: string, readonly replaced_by: string | null, readonly created_at: string, readonly expires_at: string, readonly used_at: string | null, readonly revoked_at: string | null, readonly user: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> } }> };

export type RefreshTokenByIdQueryVariables = Exact<{
  id: string;
}>;


export type RefreshTokenByIdQuery = { readonly refresh_tokens_by_pk: { readonly id: string, readonly organization_id: string, readonly created_at: string, readonly expires_at: string, readonly used_at: string | null, readonly revoked_at: string | null } | null };

export type CreateRefreshTokenMutationVariables = Exact<{
  id: string;
  familyId: string;
  userId: string;
  organizationId: string;
  hash: string;
  expiresAt: string;
}>;


export type CreateRefreshTokenMutation = { readonly insert_refresh_tokens_one: { readonly created_at: string, readonly expires_at: string } | null };

export type RotateRefreshTokenMutationVariables = Exact<{
  oldId: string;
  id: string;
  familyId: string;
  userId: string;
  organizationId: string;
  hash: string;
  expiresAt: string;
  now: string;
}>;


export type RotateRefreshTokenMutation = { readonly created: { readonly created_at: string, readonly expires_at: string } | null, readonly used: { readonly affected_rows: number } | null };

export type EndTokenFamilyMutationVariables = Exact<{
  familyId: string;
  now: string;
}>;


export type EndTokenFamilyMutation = { readonly update_refresh_tokens: { readonly affected_rows: number } | null };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
  organization?: string | null | undefined;
}>;


export type SignInMutation = { readonly signIn: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly refreshTokenExpiresAt: string, readonly userId: string, readonly organizationId: string, readonly role: string, readonly roles: ReadonlyArray<string> } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
  requestId: string;
}>;


export type RefreshSessionMutation = { readonly refreshSession: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly refreshTokenExpiresAt: string, readonly userId: string, readonly organizationId: string, readonly role: string, readonly roles: ReadonlyArray<string> } };

export type SessionAnswerFragment = { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly refreshTokenExpiresAt: string, readonly userId: string, readonly organizationId: string, readonly role: string, readonly roles: ReadonlyArray<string> };

export type SignOutMutationVariables = Exact<{
  refreshToken: string;
}>;


export type SignOutMutation = { readonly signOut: { readonly endedTokens: number } };

export type WhoAmIQueryVariables = Exact<{
  userId: string;
  organizationId: string;
}>;


export type WhoAmIQuery = { readonly users_by_pk: { readonly email: string, readonly name: string } | null, readonly organizations_by_pk: { readonly slug: string, readonly name: string } | null };

export type OrganizationsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganizationsQuery = { readonly organizations: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string }> };

export type ProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectsQuery = { readonly projects: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly description: string, readonly created_at: string, readonly services_aggregate: { readonly aggregate: { readonly count: number } | null } }> };

export type CreateProjectMutationVariables = Exact<{
  slug: string;
  name: string;
  description: string;
}>;


export type CreateProjectMutation = { readonly insert_projects_one: { readonly id: string, readonly slug: string, readonly name: string } | null };

export type ProjectBySlugQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectBySlugQuery = { readonly projects: ReadonlyArray<{ readonly id: string, readonly slug: string }> };

export type ServiceLineFragment = { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly environment: { readonly slug: string } }> };

export type ServicesQueryVariables = Exact<{
  project: string;
  service: string;
}>;


export type ServicesQuery = { readonly services: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly environment: { readonly slug: string } }> }> };

export type ServiceByIdQueryVariables = Exact<{
  id: string;
}>;


export type ServiceByIdQuery = { readonly services_by_pk: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly environment: { readonly slug: string } }> } | null };

export type CreateServiceMutationVariables = Exact<{
  projectId: string;
  slug: string;
  name: string;
  type: service_types_enum;
  repository: string;
  reference: string;
  directory: string;
}>;


export type CreateServiceMutation = { readonly insert_services_one: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly environment: { readonly slug: string } }> } | null };

export type SetServiceSourceMutationVariables = Exact<{
  id: string;
  repository: string;
  reference: string;
}>;


export type SetServiceSourceMutation = { readonly update_services_by_pk: { readonly id: string } | null };

export type ConfigValuesFragment = { readonly version: number, readonly variables: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null };

export type LatestConfigQueryVariables = Exact<{
  serviceId: string;
}>;


export type LatestConfigQuery = { readonly service_configs: ReadonlyArray<{ readonly version: number, readonly variables: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null }> };

export type CreateConfigMutationVariables = Exact<{
  serviceId: string;
  variables: unknown;
  buildCommand?: string | null | undefined;
  releaseCommand?: string | null | undefined;
  startCommand?: string | null | undefined;
  port?: number | null | undefined;
  healthPath?: string | null | undefined;
  healthTimeoutSeconds: number;
  stopTimeoutSeconds: number;
  buildTimeoutSeconds: number;
  cpuRequestMillicores?: number | null | undefined;
  cpuLimitMillicores?: number | null | undefined;
  memoryRequestMegabytes?: number | null | undefined;
  memoryLimitMegabytes?: number | null | undefined;
}>;


export type CreateConfigMutation = { readonly insert_service_configs_one: { readonly version: number, readonly variables: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null } | null };

export type DeployServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  reference?: string | null | undefined;
  reason?: string | null | undefined;
  requestId: string;
}>;


export type DeployServiceMutation = { readonly deployService: { readonly deploymentId: string } };

export type RollbackServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  deploymentId?: string | null | undefined;
  reason?: string | null | undefined;
  requestId: string;
}>;


export type RollbackServiceMutation = { readonly rollbackService: { readonly deploymentId: string } };

export type CancelDeploymentOfMutationVariables = Exact<{
  deploymentId: string;
  requestId: string;
}>;


export type CancelDeploymentOfMutation = { readonly cancelDeployment: { readonly deploymentId: string } };

export type ScaleServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  replicas: number;
  requestId: string;
}>;


export type ScaleServiceMutation = { readonly scaleService: { readonly instanceId: string } };

export type StartServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  requestId: string;
}>;


export type StartServiceMutation = { readonly startService: { readonly instanceId: string } };

export type StopServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  requestId: string;
}>;


export type StopServiceMutation = { readonly stopService: { readonly instanceId: string } };

export type RestartServiceMutationVariables = Exact<{
  serviceId: string;
  environment: string;
  requestId: string;
}>;


export type RestartServiceMutation = { readonly restartService: { readonly instanceId: string } };

export type WhyNotReadyQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type WhyNotReadyQuery = { readonly whyNotReady: { readonly ready: boolean, readonly summary: string, readonly causes: ReadonlyArray<{ readonly code: string, readonly message: string, readonly hint: string }> } };

export type DeploymentsQueryVariables = Exact<{
  serviceId: string;
  environment: string;
  limit: number;
}>;


export type DeploymentsQuery = { readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly kind: deployment_kinds_enum, readonly status: deployment_statuses_enum, readonly git_reference: string | null, readonly image: string | null, readonly reason: string, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null, readonly created_at: string, readonly finished_at: string | null, readonly build: { readonly git_commit: string | null } | null, readonly author: { readonly email: string } | null }> };

export type WatchDeploymentSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchDeploymentSubscription = { readonly deployments_by_pk: { readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null, readonly build: { readonly id: string, readonly status: build_statuses_enum, readonly step: build_steps_enum | null, readonly git_commit: string | null } | null, readonly instance: { readonly id: string, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly url: string | null }, readonly steps: ReadonlyArray<{ readonly phase: deployment_statuses_enum, readonly outcome: step_outcomes_enum | null, readonly started_at: string, readonly finished_at: string | null }> } | null };

export type InstanceStateFragment = { readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> };

export type InstancesQueryVariables = Exact<{
  project: string;
  service: string;
  environment: string;
}>;


export type InstancesQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> }> };

export type WatchInstancesSubscriptionVariables = Exact<{
  project: string;
  service: string;
  environment: string;
}>;


export type WatchInstancesSubscription = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> }> };

export type LogTextFragment = { readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string };

export type LastBuildLinesQueryVariables = Exact<{
  buildId: string;
  limit: number;
}>;


export type LastBuildLinesQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type FollowBuildLinesSubscriptionVariables = Exact<{
  buildId: string;
  after: string;
}>;


export type FollowBuildLinesSubscription = { readonly log_lines_stream: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type LastInstanceLinesQueryVariables = Exact<{
  instanceId: string;
  limit: number;
}>;


export type LastInstanceLinesQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type FollowInstanceLinesSubscriptionVariables = Exact<{
  instanceId: string;
  after: string;
}>;


export type FollowInstanceLinesSubscription = { readonly log_lines_stream: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type LatestBuildQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type LatestBuildQuery = { readonly deployments: ReadonlyArray<{ readonly revision: number, readonly build: { readonly id: string, readonly status: build_statuses_enum } | null }> };

export type ServiceOfSourceQueryVariables = Exact<{
  repository: string;
}>;


export type ServiceOfSourceQuery = { readonly services: ReadonlyArray<{ readonly id: string }> };

export type EarlierRequestQueryVariables = Exact<{
  actorId: string;
  requestId: string;
}>;


export type EarlierRequestQuery = { readonly requests_by_pk: { readonly action: string, readonly input_hash: string, readonly answer: unknown } | null };

export type ServiceForDeploymentQueryVariables = Exact<{
  serviceId: string;
  environment: string;
  buildId: string;
}>;


export type ServiceForDeploymentQuery = { readonly services_by_pk: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_reference: string, readonly image: string | null, readonly project: { readonly environments: ReadonlyArray<{ readonly id: string, readonly is_protected: boolean, readonly required_approvals: number }> }, readonly builds: ReadonlyArray<{ readonly id: string, readonly status: build_statuses_enum, readonly git_reference: string, readonly artifact_removed_at: string | null }>, readonly configs: ReadonlyArray<{ readonly id: string }> } | null };

export type QueueDeploymentMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  serviceId: string;
  environmentId: string;
  kind: deployment_kinds_enum;
  gitReference?: string | null | undefined;
  image?: string | null | undefined;
  configId?: string | null | undefined;
  buildId?: string | null | undefined;
  sourceDeploymentId?: string | null | undefined;
  reason: string;
  deadlineAt: string;
}>;


export type QueueDeploymentMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_deployments_one: { readonly id: string, readonly service_instance_id: string } | null };

export type DeploymentForCancelQueryVariables = Exact<{
  deploymentId: string;
}>;


export type DeploymentForCancelQuery = { readonly deployments_by_pk: { readonly id: string, readonly status: deployment_statuses_enum, readonly created_by: string | null, readonly environment: { readonly is_protected: boolean } } | null };

export type CancelDeploymentMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type CancelDeploymentMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly waiting: { readonly affected_rows: number } | null, readonly underWay: { readonly affected_rows: number } | null };

export type ServiceForRollbackQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type ServiceForRollbackQuery = { readonly services_by_pk: { readonly id: string, readonly source_type: source_types_enum, readonly instances: ReadonlyArray<{ readonly id: string, readonly environment: { readonly id: string, readonly is_protected: boolean }, readonly current_deployment: { readonly id: string, readonly kind: deployment_kinds_enum, readonly revision: number, readonly build_id: string | null, readonly source_deployment: { readonly revision: number } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly build_id: string | null, readonly config_id: string | null, readonly git_reference: string | null, readonly image: string | null, readonly build: { readonly git_commit: string | null } | null }> }> } | null };

export type InstanceForCommandQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type InstanceForCommandQuery = { readonly services_by_pk: { readonly id: string, readonly slug: string, readonly instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly current_deployment_id: string | null, readonly environment: { readonly is_protected: boolean } }> } | null };

export type CommandInstanceMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  set: service_instances_set_input;
  restart: number;
}>;


export type CommandInstanceMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_service_instances_by_pk: { readonly id: string } | null };

export type StopInstanceMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type StopInstanceMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_service_instances_by_pk: { readonly id: string } | null, readonly waiting: { readonly affected_rows: number } | null, readonly underWay: { readonly affected_rows: number } | null };

export type ReadinessOfServiceQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type ReadinessOfServiceQuery = { readonly services_by_pk: { readonly id: string, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly observed_at: string | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null, readonly deadline_at: string | null, readonly build: { readonly status: build_statuses_enum, readonly step: build_steps_enum | null } | null }> }> } | null };

export type NoteRequestMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type NoteRequestMutation = { readonly insert_requests_one: { readonly request_id: string } | null };

export type DeploymentForApprovalQueryVariables = Exact<{
  deploymentId: string;
  approver: string;
}>;


export type DeploymentForApprovalQuery = { readonly deployments_by_pk: { readonly id: string, readonly approvals: ReadonlyArray<{ readonly decision: approval_decisions_enum }> } | null };

export type DecideDeploymentMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  deploymentId: string;
  decision: approval_decisions_enum;
  comment: string;
}>;


export type DecideDeploymentMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_deployment_approvals_one: { readonly id: string } | null };

export type DeploymentForPromotionQueryVariables = Exact<{
  deploymentId: string;
  environment: string;
}>;


export type DeploymentForPromotionQuery = { readonly deployments_by_pk: { readonly id: string, readonly status: deployment_statuses_enum, readonly git_reference: string | null, readonly image: string | null, readonly build_id: string | null, readonly environment_id: string, readonly build: { readonly status: build_statuses_enum, readonly artifact_removed_at: string | null } | null, readonly service: { readonly id: string, readonly configs: ReadonlyArray<{ readonly id: string }> }, readonly project: { readonly environments: ReadonlyArray<{ readonly id: string, readonly is_protected: boolean, readonly required_approvals: number }> } } | null };

export type ServiceForBuildQueryVariables = Exact<{
  serviceId: string;
}>;


export type ServiceForBuildQuery = { readonly services_by_pk: { readonly id: string, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly configs: ReadonlyArray<{ readonly id: string, readonly build_timeout_seconds: number }> } | null };

export type QueueBuildMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  serviceId: string;
  configId?: string | null | undefined;
  repository: string;
  reference: string;
  directory: string;
  deadlineAt: string;
}>;


export type QueueBuildMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_builds_one: { readonly id: string } | null };

export type BuildForCancelQueryVariables = Exact<{
  buildId: string;
}>;


export type BuildForCancelQuery = { readonly builds_by_pk: { readonly id: string, readonly status: build_statuses_enum, readonly deployments: ReadonlyArray<{ readonly environment: { readonly is_protected: boolean } }> } | null };

export type CancelBuildMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  deadlineAt: string;
}>;


export type CancelBuildMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_builds: { readonly affected_rows: number } | null };

export type BuildToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type BuildToReconcileQuery = { readonly builds_by_pk: { readonly id: string, readonly service_id: string, readonly status: build_statuses_enum, readonly step: build_steps_enum | null, readonly git_repository: string, readonly git_reference: string, readonly git_directory: string, readonly git_commit: string | null, readonly deadline_at: string | null, readonly config: { readonly variables: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly build_timeout_seconds: number } | null, readonly deployments: ReadonlyArray<{ readonly id: string }> } | null };

export type MoveBuildMutationVariables = Exact<{
  id: string;
  from: build_statuses_enum;
  set: builds_set_input;
}>;


export type MoveBuildMutation = { readonly update_builds: { readonly affected_rows: number } | null };

export type RetirableBuildsQueryVariables = Exact<{
  serviceId: string;
  keep: number;
}>;


export type RetirableBuildsQuery = { readonly builds: ReadonlyArray<{ readonly id: string }> };

export type NoteArtifactRemovedMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type NoteArtifactRemovedMutation = { readonly update_builds: { readonly affected_rows: number } | null };

export type DeploymentToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentToReconcileQuery = { readonly deployments_by_pk: { readonly id: string, readonly status: deployment_statuses_enum, readonly revision: number, readonly deadline_at: string | null, readonly service_instance_id: string, readonly git_reference: string | null, readonly config_id: string | null, readonly build: { readonly id: string, readonly status: build_statuses_enum, readonly failure_reason: string | null } | null, readonly config: { readonly build_timeout_seconds: number, readonly health_timeout_seconds: number } | null, readonly service: { readonly id: string, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_directory: string }, readonly instance: { readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum }> } } | null };

export type MoveDeploymentMutationVariables = Exact<{
  id: string;
  from: deployment_statuses_enum;
  set: deployments_set_input;
}>;


export type MoveDeploymentMutation = { readonly update_deployments: { readonly affected_rows: number } | null };

export type StartRolloutMutationVariables = Exact<{
  id: string;
  from: deployment_statuses_enum;
  set: deployments_set_input;
  instanceId: string;
}>;


export type StartRolloutMutation = { readonly update_deployments: { readonly affected_rows: number } | null, readonly update_service_instances: { readonly affected_rows: number } | null };

export type StartBuildMutationVariables = Exact<{
  id: string;
  deploymentId: string;
  serviceId: string;
  configId?: string | null | undefined;
  repository: string;
  reference: string;
  directory: string;
  now: string;
  buildDeadlineAt: string;
  deadlineAt: string;
}>;


export type StartBuildMutation = { readonly insert_builds_one: { readonly id: string } | null, readonly update_deployments: { readonly affected_rows: number } | null };

export type InstanceToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type InstanceToReconcileQuery = { readonly service_instances_by_pk: { readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly ready_replicas: number, readonly subdomain: string, readonly url: string | null, readonly observed_at: string | null, readonly service: { readonly type: service_types_enum }, readonly waiting: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly status: deployment_statuses_enum, readonly deadline_at: string | null, readonly image: string | null, readonly build: { readonly status: build_statuses_enum, readonly artifact_kind: artifact_kinds_enum | null, readonly artifact_reference: string | null, readonly artifact_digest: string | null, readonly artifact_framework: string | null, readonly artifact_processes: unknown, readonly artifact_removed_at: string | null } | null, readonly config: { readonly variables: unknown, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number } | null }> } | null };

export type NoteInstanceMutationVariables = Exact<{
  id: string;
  set: service_instances_set_input;
}>;


export type NoteInstanceMutation = { readonly update_service_instances_by_pk: { readonly id: string } | null };

export type MoveRolloutMutationVariables = Exact<{
  instanceId: string;
  deploymentId: string;
  from: deployment_statuses_enum;
  set: deployments_set_input;
  instance: service_instances_set_input;
}>;


export type MoveRolloutMutation = { readonly update_deployments: { readonly affected_rows: number } | null, readonly update_service_instances_by_pk: { readonly id: string } | null };

export type OpenWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenWorkQuery = { readonly builds: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string }>, readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export type OverdueWorkQueryVariables = Exact<{
  now: string;
}>;


export type OverdueWorkQuery = { readonly builds: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly status: deployment_statuses_enum, readonly service_instance_id: string }> };

export type NoteHeardOfMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  now: string;
}>;


export type NoteHeardOfMutation = { readonly update_service_instances: { readonly affected_rows: number } | null };

export type MarkUnknownMutationVariables = Exact<{
  heardBefore: string;
  reason: string;
  now: string;
}>;


export type MarkUnknownMutation = { readonly update_service_instances: { readonly affected_rows: number } | null };

export type ForgetOldMutationVariables = Exact<{
  requestsBefore: string;
  tokensBefore: string;
  metricsBefore: string;
  linesBefore: string;
}>;


export type ForgetOldMutation = { readonly delete_requests: { readonly affected_rows: number } | null, readonly delete_refresh_tokens: { readonly affected_rows: number } | null, readonly delete_service_metrics: { readonly affected_rows: number } | null, readonly delete_log_lines: { readonly affected_rows: number } | null };

export type WriteLogLinesMutationVariables = Exact<{
  lines: ReadonlyArray<log_lines_insert_input> | log_lines_insert_input;
}>;


export type WriteLogLinesMutation = { readonly insert_log_lines: { readonly affected_rows: number } | null };

export type WriteMetricsMutationVariables = Exact<{
  samples: ReadonlyArray<service_metrics_insert_input> | service_metrics_insert_input;
}>;


export type WriteMetricsMutation = { readonly insert_service_metrics: { readonly affected_rows: number } | null };

export type ExistingSubjectsQueryVariables = Exact<{
  buildIds: ReadonlyArray<string> | string;
  instanceIds: ReadonlyArray<string> | string;
}>;


export type ExistingSubjectsQuery = { readonly builds: ReadonlyArray<{ readonly id: string }>, readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionUserFragmentDoc = new TypedDocumentString(`
    fragment SessionUser on users {
  id
  email
  name
  is_active
  is_platform_admin
  memberships(order_by: [{created_at: asc}, {organization_id: asc}]) {
    role
    organization_id
    organization {
      slug
    }
  }
}
    `, {"fragmentName":"SessionUser"}) as unknown as TypedDocumentString<SessionUserFragment, unknown>;
export const SessionAnswerFragmentDoc = new TypedDocumentString(`
    fragment SessionAnswer on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  userId
  organizationId
  role
  roles
}
    `, {"fragmentName":"SessionAnswer"}) as unknown as TypedDocumentString<SessionAnswerFragment, unknown>;
export const ServiceLineFragmentDoc = new TypedDocumentString(`
    fragment ServiceLine on services {
  id
  slug
  type
  source_type
  git_repository
  git_reference
  git_directory
  image
  project {
    slug
  }
  instances(order_by: {environment: {slug: asc}}) {
    id
    status
    desired_state
    desired_replicas
    ready_replicas
    url
    environment {
      slug
    }
  }
}
    `, {"fragmentName":"ServiceLine"}) as unknown as TypedDocumentString<ServiceLineFragment, unknown>;
export const ConfigValuesFragmentDoc = new TypedDocumentString(`
    fragment ConfigValues on service_configs {
  version
  variables
  build_command
  release_command
  start_command
  port
  health_path
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}
    `, {"fragmentName":"ConfigValues"}) as unknown as TypedDocumentString<ConfigValuesFragment, unknown>;
export const InstanceStateFragmentDoc = new TypedDocumentString(`
    fragment InstanceState on service_instances {
  id
  desired_state
  desired_replicas
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  environment {
    slug
  }
  service {
    slug
    type
    project {
      slug
    }
  }
  current_deployment {
    id
    revision
    build {
      git_commit
    }
  }
  deployments(order_by: {revision: desc}, limit: 1) {
    id
    revision
    status
    failure_step
    failure_reason
  }
  metrics(order_by: {measured_at: desc}, limit: 1) {
    measured_at
    cpu_cores
    memory_bytes
    requests
    request_errors
    latency_p90_ms
  }
}
    `, {"fragmentName":"InstanceState"}) as unknown as TypedDocumentString<InstanceStateFragment, unknown>;
export const LogTextFragmentDoc = new TypedDocumentString(`
    fragment LogText on log_lines {
  id
  logged_at
  stream
  replica
  line
}
    `, {"fragmentName":"LogText"}) as unknown as TypedDocumentString<LogTextFragment, unknown>;
export const UserForSignInDocument = new TypedDocumentString(`
    query UserForSignIn($email: String!) {
  users(where: {email: {_eq: $email}}) {
    ...SessionUser
    credential {
      password_hash
    }
  }
}
    fragment SessionUser on users {
  id
  email
  name
  is_active
  is_platform_admin
  memberships(order_by: [{created_at: asc}, {organization_id: asc}]) {
    role
    organization_id
    organization {
      slug
    }
  }
}`) as unknown as TypedDocumentString<UserForSignInQuery, UserForSignInQueryVariables>;
export const RefreshTokenForUseDocument = new TypedDocumentString(`
    query RefreshTokenForUse($hash: String!) {
  refresh_tokens(where: {token_hash: {_eq: $hash}}) {
    id
    family_id
    organization_id
    replaced_by
    created_at
    expires_at
    used_at
    revoked_at
    user {
      ...SessionUser
    }
  }
}
    fragment SessionUser on users {
  id
  email
  name
  is_active
  is_platform_admin
  memberships(order_by: [{created_at: asc}, {organization_id: asc}]) {
    role
    organization_id
    organization {
      slug
    }
  }
}`) as unknown as TypedDocumentString<RefreshTokenForUseQuery, RefreshTokenForUseQueryVariables>;
export const RefreshTokenByIdDocument = new TypedDocumentString(`
    query RefreshTokenById($id: uuid!) {
  refresh_tokens_by_pk(id: $id) {
    id
    organization_id
    created_at
    expires_at
    used_at
    revoked_at
  }
}
    `) as unknown as TypedDocumentString<RefreshTokenByIdQuery, RefreshTokenByIdQueryVariables>;
export const CreateRefreshTokenDocument = new TypedDocumentString(`
    mutation CreateRefreshToken($id: uuid!, $familyId: uuid!, $userId: uuid!, $organizationId: uuid!, $hash: String!, $expiresAt: timestamptz!) {
  insert_refresh_tokens_one(
    object: {id: $id, family_id: $familyId, user_id: $userId, organization_id: $organizationId, token_hash: $hash, expires_at: $expiresAt}
    on_conflict: {constraint: refresh_tokens_pkey, update_columns: []}
  ) {
    created_at
    expires_at
  }
}
    `) as unknown as TypedDocumentString<CreateRefreshTokenMutation, CreateRefreshTokenMutationVariables>;
export const RotateRefreshTokenDocument = new TypedDocumentString(`
    mutation RotateRefreshToken($oldId: uuid!, $id: uuid!, $familyId: uuid!, $userId: uuid!, $organizationId: uuid!, $hash: String!, $expiresAt: timestamptz!, $now: timestamptz!) {
  created: insert_refresh_tokens_one(
    object: {id: $id, family_id: $familyId, user_id: $userId, organization_id: $organizationId, token_hash: $hash, expires_at: $expiresAt}
    on_conflict: {constraint: refresh_tokens_pkey, update_columns: []}
  ) {
    created_at
    expires_at
  }
  used: update_refresh_tokens(
    where: {id: {_eq: $oldId}, used_at: {_is_null: true}, revoked_at: {_is_null: true}}
    _set: {used_at: $now, replaced_by: $id}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RotateRefreshTokenMutation, RotateRefreshTokenMutationVariables>;
export const EndTokenFamilyDocument = new TypedDocumentString(`
    mutation EndTokenFamily($familyId: uuid!, $now: timestamptz!) {
  update_refresh_tokens(
    where: {family_id: {_eq: $familyId}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndTokenFamilyMutation, EndTokenFamilyMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!, $organization: String) {
  signIn(email: $email, password: $password, organization: $organization) {
    ...SessionAnswer
  }
}
    fragment SessionAnswer on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  userId
  organizationId
  role
  roles
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!, $requestId: uuid!) {
  refreshSession(refreshToken: $refreshToken, requestId: $requestId) {
    ...SessionAnswer
  }
}
    fragment SessionAnswer on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  userId
  organizationId
  role
  roles
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut($refreshToken: String!) {
  signOut(refreshToken: $refreshToken) {
    endedTokens
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI($userId: uuid!, $organizationId: uuid!) {
  users_by_pk(id: $userId) {
    email
    name
  }
  organizations_by_pk(id: $organizationId) {
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;
export const OrganizationsDocument = new TypedDocumentString(`
    query Organizations {
  organizations(order_by: {slug: asc}) {
    id
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<OrganizationsQuery, OrganizationsQueryVariables>;
export const ProjectsDocument = new TypedDocumentString(`
    query Projects {
  projects(order_by: {slug: asc}) {
    id
    slug
    name
    description
    services_aggregate {
      aggregate {
        count
      }
    }
    created_at
  }
}
    `) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const CreateProjectDocument = new TypedDocumentString(`
    mutation CreateProject($slug: String!, $name: String!, $description: String!) {
  insert_projects_one(
    object: {slug: $slug, name: $name, description: $description}
  ) {
    id
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const ProjectBySlugDocument = new TypedDocumentString(`
    query ProjectBySlug($slug: String!) {
  projects(where: {slug: {_eq: $slug}}) {
    id
    slug
  }
}
    `) as unknown as TypedDocumentString<ProjectBySlugQuery, ProjectBySlugQueryVariables>;
export const ServicesDocument = new TypedDocumentString(`
    query Services($project: String!, $service: String!) {
  services(
    where: {slug: {_like: $service}, project: {slug: {_like: $project}}}
    order_by: [{project: {slug: asc}}, {slug: asc}]
  ) {
    ...ServiceLine
  }
}
    fragment ServiceLine on services {
  id
  slug
  type
  source_type
  git_repository
  git_reference
  git_directory
  image
  project {
    slug
  }
  instances(order_by: {environment: {slug: asc}}) {
    id
    status
    desired_state
    desired_replicas
    ready_replicas
    url
    environment {
      slug
    }
  }
}`) as unknown as TypedDocumentString<ServicesQuery, ServicesQueryVariables>;
export const ServiceByIdDocument = new TypedDocumentString(`
    query ServiceById($id: uuid!) {
  services_by_pk(id: $id) {
    ...ServiceLine
  }
}
    fragment ServiceLine on services {
  id
  slug
  type
  source_type
  git_repository
  git_reference
  git_directory
  image
  project {
    slug
  }
  instances(order_by: {environment: {slug: asc}}) {
    id
    status
    desired_state
    desired_replicas
    ready_replicas
    url
    environment {
      slug
    }
  }
}`) as unknown as TypedDocumentString<ServiceByIdQuery, ServiceByIdQueryVariables>;
export const CreateServiceDocument = new TypedDocumentString(`
    mutation CreateService($projectId: uuid!, $slug: String!, $name: String!, $type: service_types_enum!, $repository: String!, $reference: String!, $directory: String!) {
  insert_services_one(
    object: {project_id: $projectId, slug: $slug, name: $name, type: $type, source_type: git, git_repository: $repository, git_reference: $reference, git_directory: $directory}
  ) {
    ...ServiceLine
  }
}
    fragment ServiceLine on services {
  id
  slug
  type
  source_type
  git_repository
  git_reference
  git_directory
  image
  project {
    slug
  }
  instances(order_by: {environment: {slug: asc}}) {
    id
    status
    desired_state
    desired_replicas
    ready_replicas
    url
    environment {
      slug
    }
  }
}`) as unknown as TypedDocumentString<CreateServiceMutation, CreateServiceMutationVariables>;
export const SetServiceSourceDocument = new TypedDocumentString(`
    mutation SetServiceSource($id: uuid!, $repository: String!, $reference: String!) {
  update_services_by_pk(
    pk_columns: {id: $id}
    _set: {source_type: git, git_repository: $repository, git_reference: $reference, git_directory: ".", image: null}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SetServiceSourceMutation, SetServiceSourceMutationVariables>;
export const LatestConfigDocument = new TypedDocumentString(`
    query LatestConfig($serviceId: uuid!) {
  service_configs(
    where: {service_id: {_eq: $serviceId}}
    order_by: {version: desc}
    limit: 1
  ) {
    ...ConfigValues
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  build_command
  release_command
  start_command
  port
  health_path
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<LatestConfigQuery, LatestConfigQueryVariables>;
export const CreateConfigDocument = new TypedDocumentString(`
    mutation CreateConfig($serviceId: uuid!, $variables: jsonb!, $buildCommand: String, $releaseCommand: String, $startCommand: String, $port: Int, $healthPath: String, $healthTimeoutSeconds: Int!, $stopTimeoutSeconds: Int!, $buildTimeoutSeconds: Int!, $cpuRequestMillicores: Int, $cpuLimitMillicores: Int, $memoryRequestMegabytes: Int, $memoryLimitMegabytes: Int) {
  insert_service_configs_one(
    object: {service_id: $serviceId, variables: $variables, build_command: $buildCommand, release_command: $releaseCommand, start_command: $startCommand, port: $port, health_path: $healthPath, health_timeout_seconds: $healthTimeoutSeconds, stop_timeout_seconds: $stopTimeoutSeconds, build_timeout_seconds: $buildTimeoutSeconds, cpu_request_millicores: $cpuRequestMillicores, cpu_limit_millicores: $cpuLimitMillicores, memory_request_megabytes: $memoryRequestMegabytes, memory_limit_megabytes: $memoryLimitMegabytes}
  ) {
    ...ConfigValues
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  build_command
  release_command
  start_command
  port
  health_path
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<CreateConfigMutation, CreateConfigMutationVariables>;
export const DeployServiceDocument = new TypedDocumentString(`
    mutation DeployService($serviceId: uuid!, $environment: String!, $reference: String, $reason: String, $requestId: uuid!) {
  deployService(
    serviceId: $serviceId
    environment: $environment
    reference: $reference
    reason: $reason
    requestId: $requestId
  ) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<DeployServiceMutation, DeployServiceMutationVariables>;
export const RollbackServiceDocument = new TypedDocumentString(`
    mutation RollbackService($serviceId: uuid!, $environment: String!, $deploymentId: uuid, $reason: String, $requestId: uuid!) {
  rollbackService(
    serviceId: $serviceId
    environment: $environment
    deploymentId: $deploymentId
    reason: $reason
    requestId: $requestId
  ) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<RollbackServiceMutation, RollbackServiceMutationVariables>;
export const CancelDeploymentOfDocument = new TypedDocumentString(`
    mutation CancelDeploymentOf($deploymentId: uuid!, $requestId: uuid!) {
  cancelDeployment(deploymentId: $deploymentId, requestId: $requestId) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<CancelDeploymentOfMutation, CancelDeploymentOfMutationVariables>;
export const ScaleServiceDocument = new TypedDocumentString(`
    mutation ScaleService($serviceId: uuid!, $environment: String!, $replicas: Int!, $requestId: uuid!) {
  scaleService(
    serviceId: $serviceId
    environment: $environment
    replicas: $replicas
    requestId: $requestId
  ) {
    instanceId
  }
}
    `) as unknown as TypedDocumentString<ScaleServiceMutation, ScaleServiceMutationVariables>;
export const StartServiceDocument = new TypedDocumentString(`
    mutation StartService($serviceId: uuid!, $environment: String!, $requestId: uuid!) {
  startService(
    serviceId: $serviceId
    environment: $environment
    requestId: $requestId
  ) {
    instanceId
  }
}
    `) as unknown as TypedDocumentString<StartServiceMutation, StartServiceMutationVariables>;
export const StopServiceDocument = new TypedDocumentString(`
    mutation StopService($serviceId: uuid!, $environment: String!, $requestId: uuid!) {
  stopService(
    serviceId: $serviceId
    environment: $environment
    requestId: $requestId
  ) {
    instanceId
  }
}
    `) as unknown as TypedDocumentString<StopServiceMutation, StopServiceMutationVariables>;
export const RestartServiceDocument = new TypedDocumentString(`
    mutation RestartService($serviceId: uuid!, $environment: String!, $requestId: uuid!) {
  restartService(
    serviceId: $serviceId
    environment: $environment
    requestId: $requestId
  ) {
    instanceId
  }
}
    `) as unknown as TypedDocumentString<RestartServiceMutation, RestartServiceMutationVariables>;
export const WhyNotReadyDocument = new TypedDocumentString(`
    query WhyNotReady($serviceId: uuid!, $environment: String!) {
  whyNotReady(serviceId: $serviceId, environment: $environment) {
    ready
    summary
    causes {
      code
      message
      hint
    }
  }
}
    `) as unknown as TypedDocumentString<WhyNotReadyQuery, WhyNotReadyQueryVariables>;
export const DeploymentsDocument = new TypedDocumentString(`
    query Deployments($serviceId: uuid!, $environment: String!, $limit: Int!) {
  deployments(
    where: {service_id: {_eq: $serviceId}, environment: {slug: {_eq: $environment}}}
    order_by: {revision: desc}
    limit: $limit
  ) {
    id
    revision
    kind
    status
    git_reference
    image
    reason
    failure_step
    failure_reason
    created_at
    finished_at
    build {
      git_commit
    }
    author {
      email
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentsQuery, DeploymentsQueryVariables>;
export const WatchDeploymentDocument = new TypedDocumentString(`
    subscription WatchDeployment($id: uuid!) {
  deployments_by_pk(id: $id) {
    id
    revision
    status
    failure_step
    failure_reason
    build {
      id
      status
      step
      git_commit
    }
    instance {
      id
      status
      status_reason
      url
    }
    steps(order_by: {started_at: asc}) {
      phase
      outcome
      started_at
      finished_at
    }
  }
}
    `) as unknown as TypedDocumentString<WatchDeploymentSubscription, WatchDeploymentSubscriptionVariables>;
export const InstancesDocument = new TypedDocumentString(`
    query Instances($project: String!, $service: String!, $environment: String!) {
  service_instances(
    where: {service: {slug: {_like: $service}, project: {slug: {_like: $project}}}, environment: {slug: {_like: $environment}}}
    order_by: [{service: {project: {slug: asc}}}, {service: {slug: asc}}, {environment: {slug: asc}}]
  ) {
    ...InstanceState
  }
}
    fragment InstanceState on service_instances {
  id
  desired_state
  desired_replicas
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  environment {
    slug
  }
  service {
    slug
    type
    project {
      slug
    }
  }
  current_deployment {
    id
    revision
    build {
      git_commit
    }
  }
  deployments(order_by: {revision: desc}, limit: 1) {
    id
    revision
    status
    failure_step
    failure_reason
  }
  metrics(order_by: {measured_at: desc}, limit: 1) {
    measured_at
    cpu_cores
    memory_bytes
    requests
    request_errors
    latency_p90_ms
  }
}`) as unknown as TypedDocumentString<InstancesQuery, InstancesQueryVariables>;
export const WatchInstancesDocument = new TypedDocumentString(`
    subscription WatchInstances($project: String!, $service: String!, $environment: String!) {
  service_instances(
    where: {service: {slug: {_like: $service}, project: {slug: {_like: $project}}}, environment: {slug: {_like: $environment}}}
    order_by: [{service: {project: {slug: asc}}}, {service: {slug: asc}}, {environment: {slug: asc}}]
  ) {
    ...InstanceState
  }
}
    fragment InstanceState on service_instances {
  id
  desired_state
  desired_replicas
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  environment {
    slug
  }
  service {
    slug
    type
    project {
      slug
    }
  }
  current_deployment {
    id
    revision
    build {
      git_commit
    }
  }
  deployments(order_by: {revision: desc}, limit: 1) {
    id
    revision
    status
    failure_step
    failure_reason
  }
  metrics(order_by: {measured_at: desc}, limit: 1) {
    measured_at
    cpu_cores
    memory_bytes
    requests
    request_errors
    latency_p90_ms
  }
}`) as unknown as TypedDocumentString<WatchInstancesSubscription, WatchInstancesSubscriptionVariables>;
export const LastBuildLinesDocument = new TypedDocumentString(`
    query LastBuildLines($buildId: uuid!, $limit: Int!) {
  log_lines(
    where: {build_id: {_eq: $buildId}}
    order_by: {id: desc}
    limit: $limit
  ) {
    ...LogText
  }
}
    fragment LogText on log_lines {
  id
  logged_at
  stream
  replica
  line
}`) as unknown as TypedDocumentString<LastBuildLinesQuery, LastBuildLinesQueryVariables>;
export const FollowBuildLinesDocument = new TypedDocumentString(`
    subscription FollowBuildLines($buildId: uuid!, $after: bigint!) {
  log_lines_stream(
    where: {build_id: {_eq: $buildId}}
    cursor: {initial_value: {id: $after}}
    batch_size: 500
  ) {
    ...LogText
  }
}
    fragment LogText on log_lines {
  id
  logged_at
  stream
  replica
  line
}`) as unknown as TypedDocumentString<FollowBuildLinesSubscription, FollowBuildLinesSubscriptionVariables>;
export const LastInstanceLinesDocument = new TypedDocumentString(`
    query LastInstanceLines($instanceId: uuid!, $limit: Int!) {
  log_lines(
    where: {service_instance_id: {_eq: $instanceId}}
    order_by: {id: desc}
    limit: $limit
  ) {
    ...LogText
  }
}
    fragment LogText on log_lines {
  id
  logged_at
  stream
  replica
  line
}`) as unknown as TypedDocumentString<LastInstanceLinesQuery, LastInstanceLinesQueryVariables>;
export const FollowInstanceLinesDocument = new TypedDocumentString(`
    subscription FollowInstanceLines($instanceId: uuid!, $after: bigint!) {
  log_lines_stream(
    where: {service_instance_id: {_eq: $instanceId}}
    cursor: {initial_value: {id: $after}}
    batch_size: 500
  ) {
    ...LogText
  }
}
    fragment LogText on log_lines {
  id
  logged_at
  stream
  replica
  line
}`) as unknown as TypedDocumentString<FollowInstanceLinesSubscription, FollowInstanceLinesSubscriptionVariables>;
export const LatestBuildDocument = new TypedDocumentString(`
    query LatestBuild($serviceId: uuid!, $environment: String!) {
  deployments(
    where: {service_id: {_eq: $serviceId}, environment: {slug: {_eq: $environment}}, build_id: {_is_null: false}}
    order_by: {revision: desc}
    limit: 1
  ) {
    revision
    build {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<LatestBuildQuery, LatestBuildQueryVariables>;
export const ServiceOfSourceDocument = new TypedDocumentString(`
    query ServiceOfSource($repository: String!) {
  services(where: {git_repository: {_like: $repository}}, limit: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<ServiceOfSourceQuery, ServiceOfSourceQueryVariables>;
export const EarlierRequestDocument = new TypedDocumentString(`
    query EarlierRequest($actorId: uuid!, $requestId: uuid!) {
  requests_by_pk(actor_id: $actorId, request_id: $requestId) {
    action
    input_hash
    answer
  }
}
    `) as unknown as TypedDocumentString<EarlierRequestQuery, EarlierRequestQueryVariables>;
export const ServiceForDeploymentDocument = new TypedDocumentString(`
    query ServiceForDeployment($serviceId: uuid!, $environment: String!, $buildId: uuid!) {
  services_by_pk(id: $serviceId) {
    id
    slug
    type
    source_type
    git_reference
    image
    project {
      environments(where: {slug: {_eq: $environment}}) {
        id
        is_protected
        required_approvals
      }
    }
    builds(where: {id: {_eq: $buildId}}) {
      id
      status
      git_reference
      artifact_removed_at
    }
    configs(order_by: {version: desc}, limit: 1) {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForDeploymentQuery, ServiceForDeploymentQueryVariables>;
export const QueueDeploymentDocument = new TypedDocumentString(`
    mutation QueueDeployment($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $serviceId: uuid!, $environmentId: uuid!, $kind: deployment_kinds_enum!, $gitReference: String, $image: String, $configId: uuid, $buildId: uuid, $sourceDeploymentId: uuid, $reason: String!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_deployments_one(
    object: {id: $id, service_id: $serviceId, environment_id: $environmentId, kind: $kind, git_reference: $gitReference, image: $image, config_id: $configId, build_id: $buildId, source_deployment_id: $sourceDeploymentId, reason: $reason, deadline_at: $deadlineAt, created_by: $actorId}
  ) {
    id
    service_instance_id
  }
}
    `) as unknown as TypedDocumentString<QueueDeploymentMutation, QueueDeploymentMutationVariables>;
export const DeploymentForCancelDocument = new TypedDocumentString(`
    query DeploymentForCancel($deploymentId: uuid!) {
  deployments_by_pk(id: $deploymentId) {
    id
    status
    created_by
    environment {
      is_protected
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentForCancelQuery, DeploymentForCancelQueryVariables>;
export const CancelDeploymentDocument = new TypedDocumentString(`
    mutation CancelDeployment($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  waiting: update_deployments(
    where: {id: {_eq: $id}, status: {_in: [pending_approval, queued]}}
    _set: {status: cancelled, finished_at: $now}
  ) {
    affected_rows
  }
  underWay: update_deployments(
    where: {id: {_eq: $id}, status: {_in: [building, scanning, deploying, verifying]}}
    _set: {status: cancelling, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<CancelDeploymentMutation, CancelDeploymentMutationVariables>;
export const ServiceForRollbackDocument = new TypedDocumentString(`
    query ServiceForRollback($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    source_type
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      environment {
        id
        is_protected
      }
      current_deployment {
        id
        kind
        revision
        build_id
        source_deployment {
          revision
        }
      }
      deployments(
        where: {status: {_in: [superseded, rolled_back, running]}, _or: [{build_id: {_is_null: true}}, {build: {artifact_removed_at: {_is_null: true}}}]}
        order_by: {revision: desc}
      ) {
        id
        revision
        status
        build_id
        config_id
        git_reference
        image
        build {
          git_commit
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForRollbackQuery, ServiceForRollbackQueryVariables>;
export const InstanceForCommandDocument = new TypedDocumentString(`
    query InstanceForCommand($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    slug
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      desired_state
      desired_replicas
      current_deployment_id
      environment {
        is_protected
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InstanceForCommandQuery, InstanceForCommandQueryVariables>;
export const CommandInstanceDocument = new TypedDocumentString(`
    mutation CommandInstance($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $set: service_instances_set_input!, $restart: Int!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_service_instances_by_pk(
    pk_columns: {id: $id}
    _set: $set
    _inc: {generation: $restart}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CommandInstanceMutation, CommandInstanceMutationVariables>;
export const StopInstanceDocument = new TypedDocumentString(`
    mutation StopInstance($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_service_instances_by_pk(
    pk_columns: {id: $id}
    _set: {desired_state: stopped}
  ) {
    id
  }
  waiting: update_deployments(
    where: {service_instance_id: {_eq: $id}, status: {_in: [pending_approval, queued]}}
    _set: {status: cancelled, finished_at: $now}
  ) {
    affected_rows
  }
  underWay: update_deployments(
    where: {service_instance_id: {_eq: $id}, status: {_in: [building, scanning, deploying, verifying]}}
    _set: {status: cancelling, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<StopInstanceMutation, StopInstanceMutationVariables>;
export const ReadinessOfServiceDocument = new TypedDocumentString(`
    query ReadinessOfService($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      status
      status_reason
      desired_state
      desired_replicas
      ready_replicas
      observed_at
      deployments(order_by: {revision: desc}, limit: 1) {
        id
        revision
        status
        failure_step
        failure_reason
        deadline_at
        build {
          status
          step
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReadinessOfServiceQuery, ReadinessOfServiceQueryVariables>;
export const NoteRequestDocument = new TypedDocumentString(`
    mutation NoteRequest($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
}
    `) as unknown as TypedDocumentString<NoteRequestMutation, NoteRequestMutationVariables>;
export const DeploymentForApprovalDocument = new TypedDocumentString(`
    query DeploymentForApproval($deploymentId: uuid!, $approver: uuid!) {
  deployments_by_pk(id: $deploymentId) {
    id
    approvals(where: {created_by: {_eq: $approver}}) {
      decision
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentForApprovalQuery, DeploymentForApprovalQueryVariables>;
export const DecideDeploymentDocument = new TypedDocumentString(`
    mutation DecideDeployment($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $deploymentId: uuid!, $decision: approval_decisions_enum!, $comment: String!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_deployment_approvals_one(
    object: {deployment_id: $deploymentId, decision: $decision, comment: $comment, created_by: $actorId}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<DecideDeploymentMutation, DecideDeploymentMutationVariables>;
export const DeploymentForPromotionDocument = new TypedDocumentString(`
    query DeploymentForPromotion($deploymentId: uuid!, $environment: String!) {
  deployments_by_pk(id: $deploymentId) {
    id
    status
    git_reference
    image
    build_id
    environment_id
    build {
      status
      artifact_removed_at
    }
    service {
      id
      configs(order_by: {version: desc}, limit: 1) {
        id
      }
    }
    project {
      environments(where: {slug: {_eq: $environment}}) {
        id
        is_protected
        required_approvals
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentForPromotionQuery, DeploymentForPromotionQueryVariables>;
export const ServiceForBuildDocument = new TypedDocumentString(`
    query ServiceForBuild($serviceId: uuid!) {
  services_by_pk(id: $serviceId) {
    id
    source_type
    git_repository
    git_reference
    git_directory
    configs(order_by: {version: desc}, limit: 1) {
      id
      build_timeout_seconds
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForBuildQuery, ServiceForBuildQueryVariables>;
export const QueueBuildDocument = new TypedDocumentString(`
    mutation QueueBuild($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $serviceId: uuid!, $configId: uuid, $repository: String!, $reference: String!, $directory: String!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_builds_one(
    object: {id: $id, service_id: $serviceId, config_id: $configId, git_repository: $repository, git_reference: $reference, git_directory: $directory, deadline_at: $deadlineAt, created_by: $actorId}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<QueueBuildMutation, QueueBuildMutationVariables>;
export const BuildForCancelDocument = new TypedDocumentString(`
    query BuildForCancel($buildId: uuid!) {
  builds_by_pk(id: $buildId) {
    id
    status
    deployments(where: {status: {_eq: building}}) {
      environment {
        is_protected
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BuildForCancelQuery, BuildForCancelQueryVariables>;
export const CancelBuildDocument = new TypedDocumentString(`
    mutation CancelBuild($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_builds(
    where: {id: {_eq: $id}, status: {_in: [queued, building]}}
    _set: {status: cancelling, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<CancelBuildMutation, CancelBuildMutationVariables>;
export const BuildToReconcileDocument = new TypedDocumentString(`
    query BuildToReconcile($id: uuid!) {
  builds_by_pk(id: $id) {
    id
    service_id
    status
    step
    git_repository
    git_reference
    git_directory
    git_commit
    deadline_at
    config {
      variables
      build_command
      release_command
      start_command
      build_timeout_seconds
    }
    deployments {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<BuildToReconcileQuery, BuildToReconcileQueryVariables>;
export const MoveBuildDocument = new TypedDocumentString(`
    mutation MoveBuild($id: uuid!, $from: build_statuses_enum!, $set: builds_set_input!) {
  update_builds(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveBuildMutation, MoveBuildMutationVariables>;
export const RetirableBuildsDocument = new TypedDocumentString(`
    query RetirableBuilds($serviceId: uuid!, $keep: Int!) {
  builds(
    where: {service_id: {_eq: $serviceId}, status: {_eq: succeeded}, artifact_removed_at: {_is_null: true}, _not: {deployments: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling, running]}}}}
    order_by: {created_at: desc}
    offset: $keep
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RetirableBuildsQuery, RetirableBuildsQueryVariables>;
export const NoteArtifactRemovedDocument = new TypedDocumentString(`
    mutation NoteArtifactRemoved($id: uuid!, $now: timestamptz!) {
  update_builds(
    where: {id: {_eq: $id}, _not: {deployments: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling, running]}}}}
    _set: {artifact_removed_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteArtifactRemovedMutation, NoteArtifactRemovedMutationVariables>;
export const DeploymentToReconcileDocument = new TypedDocumentString(`
    query DeploymentToReconcile($id: uuid!) {
  deployments_by_pk(id: $id) {
    id
    status
    revision
    deadline_at
    service_instance_id
    git_reference
    config_id
    build {
      id
      status
      failure_reason
    }
    config {
      build_timeout_seconds
      health_timeout_seconds
    }
    service {
      id
      source_type
      git_repository
      git_directory
    }
    instance {
      deployments(
        where: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling]}}
        order_by: {revision: asc}
      ) {
        id
        revision
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentToReconcileQuery, DeploymentToReconcileQueryVariables>;
export const MoveDeploymentDocument = new TypedDocumentString(`
    mutation MoveDeployment($id: uuid!, $from: deployment_statuses_enum!, $set: deployments_set_input!) {
  update_deployments(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveDeploymentMutation, MoveDeploymentMutationVariables>;
export const StartRolloutDocument = new TypedDocumentString(`
    mutation StartRollout($id: uuid!, $from: deployment_statuses_enum!, $set: deployments_set_input!, $instanceId: uuid!) {
  update_deployments(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
  update_service_instances(
    where: {id: {_eq: $instanceId}, desired_state: {_eq: stopped}, deployments: {id: {_eq: $id}, status: {_eq: deploying}}}
    _set: {desired_state: running}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<StartRolloutMutation, StartRolloutMutationVariables>;
export const StartBuildDocument = new TypedDocumentString(`
    mutation StartBuild($id: uuid!, $deploymentId: uuid!, $serviceId: uuid!, $configId: uuid, $repository: String!, $reference: String!, $directory: String!, $now: timestamptz!, $buildDeadlineAt: timestamptz!, $deadlineAt: timestamptz!) {
  insert_builds_one(
    object: {id: $id, service_id: $serviceId, config_id: $configId, git_repository: $repository, git_reference: $reference, git_directory: $directory, deadline_at: $buildDeadlineAt}
  ) {
    id
  }
  update_deployments(
    where: {id: {_eq: $deploymentId}, status: {_eq: queued}}
    _set: {status: building, build_id: $id, started_at: $now, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<StartBuildMutation, StartBuildMutationVariables>;
export const InstanceToReconcileDocument = new TypedDocumentString(`
    query InstanceToReconcile($id: uuid!) {
  service_instances_by_pk(id: $id) {
    id
    desired_state
    desired_replicas
    generation
    observed_generation
    status
    status_reason
    ready_replicas
    subdomain
    url
    observed_at
    service {
      type
    }
    waiting: deployments(
      where: {status: {_eq: queued}}
      order_by: {revision: asc}
      limit: 1
    ) {
      id
    }
    deployments(where: {status: {_in: [deploying, verifying, cancelling, running]}}) {
      id
      status
      deadline_at
      image
      build {
        status
        artifact_kind
        artifact_reference
        artifact_digest
        artifact_framework
        artifact_processes
        artifact_removed_at
      }
      config {
        variables
        start_command
        port
        health_path
        health_timeout_seconds
        stop_timeout_seconds
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InstanceToReconcileQuery, InstanceToReconcileQueryVariables>;
export const NoteInstanceDocument = new TypedDocumentString(`
    mutation NoteInstance($id: uuid!, $set: service_instances_set_input!) {
  update_service_instances_by_pk(pk_columns: {id: $id}, _set: $set) {
    id
  }
}
    `) as unknown as TypedDocumentString<NoteInstanceMutation, NoteInstanceMutationVariables>;
export const MoveRolloutDocument = new TypedDocumentString(`
    mutation MoveRollout($instanceId: uuid!, $deploymentId: uuid!, $from: deployment_statuses_enum!, $set: deployments_set_input!, $instance: service_instances_set_input!) {
  update_deployments(
    where: {id: {_eq: $deploymentId}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
  update_service_instances_by_pk(pk_columns: {id: $instanceId}, _set: $instance) {
    id
  }
}
    `) as unknown as TypedDocumentString<MoveRolloutMutation, MoveRolloutMutationVariables>;
export const OpenWorkDocument = new TypedDocumentString(`
    query OpenWork {
  builds(where: {status: {_in: [queued, building, cancelling]}}) {
    id
  }
  deployments(
    where: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling]}}
  ) {
    id
  }
  service_instances {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenWorkQuery, OpenWorkQueryVariables>;
export const OverdueWorkDocument = new TypedDocumentString(`
    query OverdueWork($now: timestamptz!) {
  builds(
    where: {status: {_in: [queued, building, cancelling]}, deadline_at: {_lte: $now}}
  ) {
    id
  }
  deployments(
    where: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
    service_instance_id
  }
}
    `) as unknown as TypedDocumentString<OverdueWorkQuery, OverdueWorkQueryVariables>;
export const NoteHeardOfDocument = new TypedDocumentString(`
    mutation NoteHeardOf($ids: [uuid!]!, $now: timestamptz!) {
  update_service_instances(
    where: {id: {_in: $ids}, status: {_neq: unknown}}
    _set: {observed_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteHeardOfMutation, NoteHeardOfMutationVariables>;
export const MarkUnknownDocument = new TypedDocumentString(`
    mutation MarkUnknown($heardBefore: timestamptz!, $reason: String!, $now: timestamptz!) {
  update_service_instances(
    where: {status: {_nin: [unknown, stopped]}, observed_at: {_lt: $heardBefore}}
    _set: {status: unknown, status_reason: $reason, status_changed_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MarkUnknownMutation, MarkUnknownMutationVariables>;
export const ForgetOldDocument = new TypedDocumentString(`
    mutation ForgetOld($requestsBefore: timestamptz!, $tokensBefore: timestamptz!, $metricsBefore: timestamptz!, $linesBefore: bigint!) {
  delete_requests(where: {created_at: {_lt: $requestsBefore}}) {
    affected_rows
  }
  delete_refresh_tokens(where: {expires_at: {_lt: $tokensBefore}}) {
    affected_rows
  }
  delete_service_metrics(where: {measured_at: {_lt: $metricsBefore}}) {
    affected_rows
  }
  delete_log_lines(where: {id: {_lt: $linesBefore}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetOldMutation, ForgetOldMutationVariables>;
export const WriteLogLinesDocument = new TypedDocumentString(`
    mutation WriteLogLines($lines: [log_lines_insert_input!]!) {
  insert_log_lines(
    objects: $lines
    on_conflict: {constraint: log_lines_pkey, update_columns: []}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<WriteLogLinesMutation, WriteLogLinesMutationVariables>;
export const WriteMetricsDocument = new TypedDocumentString(`
    mutation WriteMetrics($samples: [service_metrics_insert_input!]!) {
  insert_service_metrics(
    objects: $samples
    on_conflict: {constraint: service_metrics_pkey, update_columns: []}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<WriteMetricsMutation, WriteMetricsMutationVariables>;
export const ExistingSubjectsDocument = new TypedDocumentString(`
    query ExistingSubjects($buildIds: [uuid!]!, $instanceIds: [uuid!]!) {
  builds(where: {id: {_in: $buildIds}}) {
    id
  }
  service_instances(where: {id: {_in: $instanceIds}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<ExistingSubjectsQuery, ExistingSubjectsQueryVariables>;