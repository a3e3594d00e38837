-- Words for the columns that had none: comments become the documentation of the GraphQL schema.
comment on column public.alert_rules.condition is 'What is watched for';
comment on column public.alert_rules.created_at is 'When the row was written';
comment on column public.alert_rules.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.alert_rules.id is 'Chosen at random; names the row for ever';
comment on column public.alert_rules.is_enabled is 'Switched off it does nothing';
comment on column public.alert_rules.name is 'For people';
comment on column public.alert_rules.organization_id is 'The organization it belongs to';
comment on column public.alert_rules.severity is 'How grave it is';
comment on column public.alert_rules.updated_at is 'When the row was last changed';

comment on column public.alerts.created_at is 'When the row was written';
comment on column public.alerts.fired_at is 'When the condition had held for as long as the rule asks';
comment on column public.alerts.id is 'Chosen at random; names the row for ever';
comment on column public.alerts.organization_id is 'The organization it belongs to';
comment on column public.alerts.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.alerts.resolved_at is 'When it was over';
comment on column public.alerts.rule_id is 'The alert rule';
comment on column public.alerts.service_id is 'The service';
comment on column public.alerts.severity is 'How grave it is';
comment on column public.alerts.status is 'Its state; changed only along the transitions that exist';
comment on column public.alerts.updated_at is 'When the row was last changed';

comment on column public.anonymous_requests.action is 'The name of the action';
comment on column public.anonymous_requests.answer is 'What was answered, and is answered again to a repeat';
comment on column public.anonymous_requests.created_at is 'When the row was written';
comment on column public.anonymous_requests.request_id is 'Chosen by the client: a repeat has one effect';

comment on column public.api_keys.created_at is 'When the row was written';
comment on column public.api_keys.expires_at is 'From then on it is worth nothing';
comment on column public.api_keys.id is 'Chosen at random; names the row for ever';
comment on column public.api_keys.name is 'For people';
comment on column public.api_keys.organization_id is 'The organization it belongs to';
comment on column public.api_keys.revoked_at is 'From then on it is worth nothing';
comment on column public.api_keys.user_id is 'The person';

comment on column public.audit_log.actor_role is 'The role in which it was done';
comment on column public.audit_log.after is 'The row as it became, secrets masked; null after a deletion';
comment on column public.audit_log.before is 'The row as it was, secrets masked; null for a new row';
comment on column public.audit_log.changed_columns is 'Names of the columns whose values differ';
comment on column public.audit_log.client_address is 'The network address the request came from';
comment on column public.audit_log.created_at is 'When the row was written';
comment on column public.audit_log.id is 'Chosen at random; names the row for ever';
comment on column public.audit_log.operation is 'INSERT, UPDATE or DELETE';
comment on column public.audit_log.organization_id is 'The organization it belongs to';
comment on column public.audit_log.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.audit_log.row_id is 'The rows key as text';
comment on column public.audit_log.table_name is 'The table that was changed';

comment on column public.backup_schedules.created_at is 'When the row was written';
comment on column public.backup_schedules.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.backup_schedules.database_id is 'The database';
comment on column public.backup_schedules.id is 'Chosen at random; names the row for ever';
comment on column public.backup_schedules.is_enabled is 'Switched off it does nothing';
comment on column public.backup_schedules.last_run_at is 'When it last ran';
comment on column public.backup_schedules.organization_id is 'The organization it belongs to';
comment on column public.backup_schedules.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.backup_schedules.updated_at is 'When the row was last changed';

comment on column public.builds.artifact_digest is 'sha256 over the contents; of an image the digest of its manifest';
comment on column public.builds.artifact_framework is 'What the detection found: procfile, node, python, static, dockerfile';
comment on column public.builds.artifact_kind is 'A folder of the machine or an image';
comment on column public.builds.artifact_reference is 'Where the artifact is: a path, or an image with its digest';
comment on column public.builds.config_id is 'The version of the settings it was made with';
comment on column public.builds.created_at is 'When the row was written';
comment on column public.builds.failure_step is 'The step that did not end well';
comment on column public.builds.finished_at is 'When it ended; null while it goes on';
comment on column public.builds.git_directory is 'Folder inside the repository, . for its root';
comment on column public.builds.git_reference is 'Branch, tag or commit';
comment on column public.builds.git_repository is 'Address of the repository, without credentials';
comment on column public.builds.id is 'Chosen at random; names the row for ever';
comment on column public.builds.organization_id is 'The organization it belongs to';
comment on column public.builds.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.builds.service_id is 'The service';
comment on column public.builds.started_at is 'When it began';
comment on column public.builds.status is 'Its state; changed only along the transitions that exist';
comment on column public.builds.updated_at is 'When the row was last changed';

comment on column public.clusters.api_server_url is 'Address of the Kubernetes API';
comment on column public.clusters.created_at is 'When the row was written';
comment on column public.clusters.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.clusters.distribution is 'Which Kubernetes it is';
comment on column public.clusters.finished_at is 'When it ended; null while it goes on';
comment on column public.clusters.id is 'Chosen at random; names the row for ever';
comment on column public.clusters.name is 'For people';
comment on column public.clusters.organization_id is 'The organization it belongs to';
comment on column public.clusters.ready_nodes is 'Nodes that are ready';
comment on column public.clusters.region_id is 'The region it is in';
comment on column public.clusters.slug is 'Short name for addresses: small letters, digits and hyphens';
comment on column public.clusters.source is 'Provisioned here or registered';
comment on column public.clusters.status is 'Its state; changed only along the transitions that exist';
comment on column public.clusters.status_changed_at is 'Since when it has this state';
comment on column public.clusters.status_reason is 'Why it has this state, for people';
comment on column public.clusters.updated_at is 'When the row was last changed';

comment on column public.config_applications.created_at is 'When the row was written';
comment on column public.config_applications.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.config_applications.id is 'Chosen at random; names the row for ever';
comment on column public.config_applications.organization_id is 'The organization it belongs to';

comment on column public.database_backups.created_at is 'When the row was written';
comment on column public.database_backups.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.database_backups.database_id is 'The database';
comment on column public.database_backups.description is 'A few words for people';
comment on column public.database_backups.engine_version is 'Version of the engine that made it';
comment on column public.database_backups.failure_reason is 'Why it failed, for people';
comment on column public.database_backups.finished_at is 'When it ended; null while it goes on';
comment on column public.database_backups.id is 'Chosen at random; names the row for ever';
comment on column public.database_backups.kind is 'Which kind of its sort it is';
comment on column public.database_backups.organization_id is 'The organization it belongs to';
comment on column public.database_backups.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.database_backups.size_bytes is 'Size in bytes';
comment on column public.database_backups.started_at is 'When it began';
comment on column public.database_backups.status is 'Its state; changed only along the transitions that exist';
comment on column public.database_backups.updated_at is 'When the row was last changed';

comment on column public.database_bindings.created_at is 'When the row was written';
comment on column public.database_bindings.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.database_bindings.database_id is 'The database';
comment on column public.database_bindings.id is 'Chosen at random; names the row for ever';
comment on column public.database_bindings.organization_id is 'The organization it belongs to';
comment on column public.database_bindings.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.database_bindings.service_id is 'The service';

comment on column public.database_credentials.created_at is 'When the row was written';
comment on column public.database_credentials.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.database_credentials.database_id is 'The database';
comment on column public.database_credentials.id is 'Chosen at random; names the row for ever';
comment on column public.database_credentials.organization_id is 'The organization it belongs to';
comment on column public.database_credentials.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.database_credentials.username is 'The name to sign in with';

comment on column public.database_restores.created_at is 'When the row was written';
comment on column public.database_restores.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.database_restores.finished_at is 'When it ended; null while it goes on';
comment on column public.database_restores.id is 'Chosen at random; names the row for ever';
comment on column public.database_restores.organization_id is 'The organization it belongs to';
comment on column public.database_restores.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.database_restores.source_database_id is 'The database that is restored';
comment on column public.database_restores.started_at is 'When it began';
comment on column public.database_restores.status is 'Its state; changed only along the transitions that exist';
comment on column public.database_restores.updated_at is 'When the row was last changed';

comment on column public.databases.created_at is 'When the row was written';
comment on column public.databases.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.databases.engine is 'What answers: of a database its engine';
comment on column public.databases.environment_id is 'The environment';
comment on column public.databases.finished_at is 'When it ended; null while it goes on';
comment on column public.databases.id is 'Chosen at random; names the row for ever';
comment on column public.databases.name is 'For people';
comment on column public.databases.observed_version is 'The version that was seen';
comment on column public.databases.organization_id is 'The organization it belongs to';
comment on column public.databases.pooler_port is 'Port of the pooler';
comment on column public.databases.port is 'Port on which it answers';
comment on column public.databases.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.databases.ready_nodes is 'Nodes that are ready';
comment on column public.databases.region_id is 'The region it is in';
comment on column public.databases.size_bytes is 'Size in bytes';
comment on column public.databases.status is 'Its state; changed only along the transitions that exist';
comment on column public.databases.status_changed_at is 'Since when it has this state';
comment on column public.databases.status_reason is 'Why it has this state, for people';
comment on column public.databases.updated_at is 'When the row was last changed';

comment on column public.deployment_approvals.created_at is 'When the row was written';
comment on column public.deployment_approvals.decision is 'Approved or rejected';
comment on column public.deployment_approvals.deployment_id is 'The deployment';
comment on column public.deployment_approvals.id is 'Chosen at random; names the row for ever';
comment on column public.deployment_approvals.organization_id is 'The organization it belongs to';
comment on column public.deployment_approvals.project_id is 'The project it belongs to; null for what is the organizations';

comment on column public.deployment_secrets.deployment_id is 'The deployment';
comment on column public.deployment_secrets.organization_id is 'The organization it belongs to';
comment on column public.deployment_secrets.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.deployment_secrets.secret_id is 'The secret';
comment on column public.deployment_secrets.secret_version_id is 'The version of the secret';

comment on column public.deployment_steps.deployment_id is 'The deployment';
comment on column public.deployment_steps.finished_at is 'When it ended; null while it goes on';
comment on column public.deployment_steps.id is 'Chosen at random; names the row for ever';
comment on column public.deployment_steps.organization_id is 'The organization it belongs to';
comment on column public.deployment_steps.phase is 'The state this step is of';
comment on column public.deployment_steps.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.deployment_steps.started_at is 'When it began';

comment on column public.deployments.build_id is 'The build it belongs to';
comment on column public.deployments.created_at is 'When the row was written';
comment on column public.deployments.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.deployments.environment_id is 'The environment';
comment on column public.deployments.finished_at is 'When it ended; null while it goes on';
comment on column public.deployments.id is 'Chosen at random; names the row for ever';
comment on column public.deployments.kind is 'Which kind of its sort it is';
comment on column public.deployments.organization_id is 'The organization it belongs to';
comment on column public.deployments.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.deployments.service_id is 'The service';
comment on column public.deployments.service_instance_id is 'The service in its environment';
comment on column public.deployments.started_at is 'When it began';
comment on column public.deployments.status is 'Its state; changed only along the transitions that exist';
comment on column public.deployments.trace_id is 'The trace it belongs to';
comment on column public.deployments.updated_at is 'When the row was last changed';

comment on column public.domain_events.created_at is 'When the row was written';
comment on column public.domain_events.id is 'Chosen at random; names the row for ever';
comment on column public.domain_events.organization_id is 'The organization it belongs to';
comment on column public.domain_events.parent_id is 'The event that led to this one';
comment on column public.domain_events.payload is 'What the event says beside its subject';
comment on column public.domain_events.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.domain_events.request_id is 'Chosen by the client: a repeat has one effect';
comment on column public.domain_events.subject_type is 'What the event is about';
comment on column public.domain_events.trace_id is 'The trace it belongs to';
comment on column public.domain_events.type is 'Which type of its sort it is';

comment on column public.environments.created_at is 'When the row was written';
comment on column public.environments.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.environments.id is 'Chosen at random; names the row for ever';
comment on column public.environments.name is 'For people';
comment on column public.environments.organization_id is 'The organization it belongs to';
comment on column public.environments.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.environments.slug is 'Short name for addresses: small letters, digits and hyphens';
comment on column public.environments.type is 'Which type of its sort it is';
comment on column public.environments.updated_at is 'When the row was last changed';

comment on column public.git_connections.created_at is 'When the row was written';
comment on column public.git_connections.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.git_connections.id is 'Chosen at random; names the row for ever';
comment on column public.git_connections.organization_id is 'The organization it belongs to';
comment on column public.git_connections.type is 'Which type of its sort it is';
comment on column public.git_connections.updated_at is 'When the row was last changed';
comment on column public.git_connections.updated_by is 'Who changed it last';
comment on column public.git_connections.username is 'The name to sign in with';

comment on column public.identities.created_at is 'When the row was written';
comment on column public.identities.id is 'Chosen at random; names the row for ever';
comment on column public.identities.last_used_at is 'When it was last used';
comment on column public.identities.user_id is 'The person';

comment on column public.invitations.accepted_by is 'Who took it up';
comment on column public.invitations.created_at is 'When the row was written';
comment on column public.invitations.email is 'In small letters';
comment on column public.invitations.expires_at is 'From then on it is worth nothing';
comment on column public.invitations.id is 'Chosen at random; names the row for ever';
comment on column public.invitations.invited_by is 'Who invited';
comment on column public.invitations.organization_id is 'The organization it belongs to';
comment on column public.invitations.revoked_at is 'From then on it is worth nothing';

comment on column public.job_runs.created_at is 'When the row was written';
comment on column public.job_runs.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.job_runs.environment_id is 'The environment';
comment on column public.job_runs.finished_at is 'When it ended; null while it goes on';
comment on column public.job_runs.id is 'Chosen at random; names the row for ever';
comment on column public.job_runs.organization_id is 'The organization it belongs to';
comment on column public.job_runs.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.job_runs.service_id is 'The service';
comment on column public.job_runs.service_instance_id is 'The service in its environment';
comment on column public.job_runs.started_at is 'When it began';
comment on column public.job_runs.status is 'Its state; changed only along the transitions that exist';
comment on column public.job_runs.trigger is 'Why it runs';
comment on column public.job_runs.updated_at is 'When the row was last changed';

comment on column public.kubeconfig_grants.cluster_id is 'The cluster';
comment on column public.kubeconfig_grants.created_at is 'When the row was written';
comment on column public.kubeconfig_grants.id is 'Chosen at random; names the row for ever';
comment on column public.kubeconfig_grants.organization_id is 'The organization it belongs to';
comment on column public.kubeconfig_grants.revoked_at is 'From then on it is worth nothing';
comment on column public.kubeconfig_grants.tenant_cluster_id is 'The virtual cluster';
comment on column public.kubeconfig_grants.user_id is 'The person';

comment on column public.log_lines.build_id is 'The build it belongs to';
comment on column public.log_lines.level is 'How grave the line is';
comment on column public.log_lines.line is 'The text, with the values of secrets taken out';
comment on column public.log_lines.logged_at is 'When the line was written by its program';
comment on column public.log_lines.organization_id is 'The organization it belongs to';
comment on column public.log_lines.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.log_lines.service_id is 'The service';
comment on column public.log_lines.service_instance_id is 'The service in its environment';
comment on column public.log_lines.stream is 'Where the line came from: stdout, stderr or the platform';

comment on column public.node_pools.cluster_id is 'The cluster';
comment on column public.node_pools.created_at is 'When the row was written';
comment on column public.node_pools.id is 'Chosen at random; names the row for ever';
comment on column public.node_pools.is_control_plane is 'Its nodes run the control plane';
comment on column public.node_pools.is_etcd is 'Its nodes keep etcd';
comment on column public.node_pools.is_worker is 'Its nodes run workloads';
comment on column public.node_pools.observed_at is 'When it was last looked at';
comment on column public.node_pools.organization_id is 'The organization it belongs to';
comment on column public.node_pools.ready_nodes is 'Nodes that are ready';
comment on column public.node_pools.updated_at is 'When the row was last changed';

comment on column public.notification_channels.created_at is 'When the row was written';
comment on column public.notification_channels.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.notification_channels.id is 'Chosen at random; names the row for ever';
comment on column public.notification_channels.is_enabled is 'Switched off it does nothing';
comment on column public.notification_channels.last_failure_at is 'When it last failed';
comment on column public.notification_channels.last_success_at is 'When it last worked';
comment on column public.notification_channels.name is 'For people';
comment on column public.notification_channels.organization_id is 'The organization it belongs to';
comment on column public.notification_channels.type is 'Which type of its sort it is';
comment on column public.notification_channels.updated_at is 'When the row was last changed';

comment on column public.notifications.attempts is 'How often it was tried';
comment on column public.notifications.channel_id is 'The notification channel';
comment on column public.notifications.created_at is 'When the row was written';
comment on column public.notifications.event_type is 'The domain events type';
comment on column public.notifications.finished_at is 'When it ended; null while it goes on';
comment on column public.notifications.id is 'Chosen at random; names the row for ever';
comment on column public.notifications.organization_id is 'The organization it belongs to';
comment on column public.notifications.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.notifications.severity is 'How grave it is';
comment on column public.notifications.status is 'Its state; changed only along the transitions that exist';

comment on column public.organization_members.created_at is 'When the row was written';
comment on column public.organization_members.organization_id is 'The organization it belongs to';
comment on column public.organization_members.role is 'What its holder may do';
comment on column public.organization_members.updated_at is 'When the row was last changed';
comment on column public.organization_members.user_id is 'The person';

comment on column public.organizations.created_at is 'When the row was written';
comment on column public.organizations.id is 'Chosen at random; names the row for ever';
comment on column public.organizations.name is 'For people';
comment on column public.organizations.updated_at is 'When the row was last changed';

comment on column public.policy_decisions.decided_at is 'When it was decided';
comment on column public.policy_decisions.deployment_id is 'The deployment';
comment on column public.policy_decisions.id is 'Chosen at random; names the row for ever';
comment on column public.policy_decisions.organization_id is 'The organization it belongs to';
comment on column public.policy_decisions.outcome is 'How it ended';
comment on column public.policy_decisions.project_id is 'The project it belongs to; null for what is the organizations';

comment on column public.policy_rules.created_at is 'When the row was written';
comment on column public.policy_rules.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.policy_rules.id is 'Chosen at random; names the row for ever';
comment on column public.policy_rules.kind is 'Which kind of its sort it is';
comment on column public.policy_rules.organization_id is 'The organization it belongs to';
comment on column public.policy_rules.updated_at is 'When the row was last changed';

comment on column public.projects.created_at is 'When the row was written';
comment on column public.projects.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.projects.description is 'A few words for people';
comment on column public.projects.id is 'Chosen at random; names the row for ever';
comment on column public.projects.name is 'For people';
comment on column public.projects.organization_id is 'The organization it belongs to';
comment on column public.projects.updated_at is 'When the row was last changed';

comment on column public.quota_defaults.maximum is 'The most there may be';
comment on column public.quota_defaults.quota is 'What is counted';
comment on column public.quota_defaults.updated_at is 'When the row was last changed';

comment on column public.quota_locks.organization_id is 'The organization it belongs to';
comment on column public.quota_locks.quota is 'What is counted';
comment on column public.quota_locks.target_id is 'The organization or project that is counted for';

comment on column public.quotas.created_at is 'When the row was written';
comment on column public.quotas.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.quotas.id is 'Chosen at random; names the row for ever';
comment on column public.quotas.maximum is 'The most there may be';
comment on column public.quotas.organization_id is 'The organization it belongs to';
comment on column public.quotas.quota is 'What is counted';
comment on column public.quotas.updated_at is 'When the row was last changed';

comment on column public.refresh_tokens.created_at is 'When the row was written';
comment on column public.refresh_tokens.expires_at is 'From then on it is worth nothing';
comment on column public.refresh_tokens.id is 'Chosen at random; names the row for ever';
comment on column public.refresh_tokens.organization_id is 'The organization it belongs to';
comment on column public.refresh_tokens.revoked_at is 'From then on it is worth nothing';
comment on column public.refresh_tokens.used_at is 'When it was used; it works once';
comment on column public.refresh_tokens.user_id is 'The person';

comment on column public.regions.created_at is 'When the row was written';
comment on column public.regions.id is 'Chosen at random; names the row for ever';
comment on column public.regions.name is 'For people';
comment on column public.regions.status is 'Its state; changed only along the transitions that exist';
comment on column public.regions.updated_at is 'When the row was last changed';

comment on column public.registry_credentials.created_at is 'When the row was written';
comment on column public.registry_credentials.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.registry_credentials.id is 'Chosen at random; names the row for ever';
comment on column public.registry_credentials.organization_id is 'The organization it belongs to';
comment on column public.registry_credentials.updated_at is 'When the row was last changed';
comment on column public.registry_credentials.updated_by is 'Who changed it last';
comment on column public.registry_credentials.username is 'The name to sign in with';

comment on column public.requests.action is 'The name of the action';
comment on column public.requests.actor_id is 'Who asked';
comment on column public.requests.answer is 'What was answered, and is answered again to a repeat';
comment on column public.requests.created_at is 'When the row was written';
comment on column public.requests.request_id is 'Chosen by the client: a repeat has one effect';

comment on column public.secret_versions.created_at is 'When the row was written';
comment on column public.secret_versions.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.secret_versions.id is 'Chosen at random; names the row for ever';
comment on column public.secret_versions.organization_id is 'The organization it belongs to';
comment on column public.secret_versions.secret_id is 'The secret';

comment on column public.secrets.created_at is 'When the row was written';
comment on column public.secrets.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.secrets.environment_id is 'The environment';
comment on column public.secrets.id is 'Chosen at random; names the row for ever';
comment on column public.secrets.organization_id is 'The organization it belongs to';
comment on column public.secrets.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.secrets.service_id is 'The service';

comment on column public.service_configs.build_timeout_seconds is 'How long a build may take';
comment on column public.service_configs.cpu_limit_millicores is 'The most CPU a replica may use; 1000 is one core';
comment on column public.service_configs.cpu_request_millicores is 'CPU a replica is promised; 1000 is one core';
comment on column public.service_configs.created_at is 'When the row was written';
comment on column public.service_configs.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.service_configs.health_timeout_seconds is 'How long a new version may take to become healthy';
comment on column public.service_configs.id is 'Chosen at random; names the row for ever';
comment on column public.service_configs.memory_limit_megabytes is 'The most memory a replica may use';
comment on column public.service_configs.memory_request_megabytes is 'Memory a replica is promised';
comment on column public.service_configs.organization_id is 'The organization it belongs to';
comment on column public.service_configs.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.service_configs.service_id is 'The service';
comment on column public.service_configs.stop_timeout_seconds is 'Time between the request to stop and the end by force';

comment on column public.service_instances.created_at is 'When the row was written';
comment on column public.service_instances.desired_replicas is 'How many replicas are wanted while it runs';
comment on column public.service_instances.desired_state is 'Whether it is wanted running or stopped';
comment on column public.service_instances.environment_id is 'The environment';
comment on column public.service_instances.id is 'Chosen at random; names the row for ever';
comment on column public.service_instances.organization_id is 'The organization it belongs to';
comment on column public.service_instances.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.service_instances.ready_replicas is 'Replicas that are ready';
comment on column public.service_instances.service_id is 'The service';
comment on column public.service_instances.status_changed_at is 'Since when it has this state';
comment on column public.service_instances.status_reason is 'Why it has this state, for people';
comment on column public.service_instances.updated_at is 'When the row was last changed';

comment on column public.service_metrics.measured_at is 'When it was measured';
comment on column public.service_metrics.memory_bytes is 'Memory of all replicas together';
comment on column public.service_metrics.organization_id is 'The organization it belongs to';
comment on column public.service_metrics.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.service_metrics.replicas is 'Replicas that were measured';
comment on column public.service_metrics.service_id is 'The service';
comment on column public.service_metrics.service_instance_id is 'The service in its environment';

comment on column public.services.created_at is 'When the row was written';
comment on column public.services.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.services.id is 'Chosen at random; names the row for ever';
comment on column public.services.name is 'For people';
comment on column public.services.organization_id is 'The organization it belongs to';
comment on column public.services.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.services.source_type is 'Built from git, or an image';
comment on column public.services.type is 'Which type of its sort it is';
comment on column public.services.updated_at is 'When the row was last changed';

comment on column public.sign_in_attempts.address is 'The network address it came from';
comment on column public.sign_in_attempts.created_at is 'When the row was written';
comment on column public.sign_in_attempts.id is 'Chosen at random; names the row for ever';

comment on column public.sign_in_codes.code_hash is 'sha256 of the code, in hexadecimal digits';
comment on column public.sign_in_codes.created_at is 'When the row was written';
comment on column public.sign_in_codes.expires_at is 'From then on it is worth nothing';
comment on column public.sign_in_codes.id is 'Chosen at random; names the row for ever';
comment on column public.sign_in_codes.organization_id is 'The organization it belongs to';
comment on column public.sign_in_codes.used_at is 'When it was used; it works once';
comment on column public.sign_in_codes.user_id is 'The person';

comment on column public.sign_in_limits.failures is 'Failed attempts that count';
comment on column public.sign_in_limits.updated_at is 'When the row was last changed';

comment on column public.signing_keys.created_at is 'When the row was written';
comment on column public.signing_keys.id is 'Chosen at random; names the row for ever';
comment on column public.signing_keys.public_jwk is 'The public half, as JSON Web Key';

comment on column public.status_transitions.machine is 'The table whose states these are';
comment on column public.status_transitions.to_status is 'The state after';

comment on column public.team_members.created_at is 'When the row was written';
comment on column public.team_members.organization_id is 'The organization it belongs to';
comment on column public.team_members.team_id is 'The team';
comment on column public.team_members.user_id is 'The person';

comment on column public.teams.created_at is 'When the row was written';
comment on column public.teams.id is 'Chosen at random; names the row for ever';
comment on column public.teams.name is 'For people';
comment on column public.teams.organization_id is 'The organization it belongs to';
comment on column public.teams.slug is 'Short name for addresses: small letters, digits and hyphens';
comment on column public.teams.updated_at is 'When the row was last changed';

comment on column public.templates.created_at is 'When the row was written';
comment on column public.templates.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.templates.description is 'A few words for people';
comment on column public.templates.id is 'Chosen at random; names the row for ever';
comment on column public.templates.name is 'For people';
comment on column public.templates.slug is 'Short name for addresses: small letters, digits and hyphens';
comment on column public.templates.updated_at is 'When the row was last changed';

comment on column public.tenant_clusters.api_server_url is 'Address of the Kubernetes API';
comment on column public.tenant_clusters.created_at is 'When the row was written';
comment on column public.tenant_clusters.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.tenant_clusters.failure_reason is 'Why it failed, for people';
comment on column public.tenant_clusters.finished_at is 'When it ended; null while it goes on';
comment on column public.tenant_clusters.generation is 'Counted up when something else is wanted';
comment on column public.tenant_clusters.id is 'Chosen at random; names the row for ever';
comment on column public.tenant_clusters.kubernetes_version is 'The version that is wanted';
comment on column public.tenant_clusters.name is 'For people';
comment on column public.tenant_clusters.observed_at is 'When it was last looked at';
comment on column public.tenant_clusters.observed_generation is 'The generation that what was seen belongs to';
comment on column public.tenant_clusters.organization_id is 'The organization it belongs to';
comment on column public.tenant_clusters.slug is 'Short name for addresses: small letters, digits and hyphens';
comment on column public.tenant_clusters.status is 'Its state; changed only along the transitions that exist';
comment on column public.tenant_clusters.status_changed_at is 'Since when it has this state';
comment on column public.tenant_clusters.status_reason is 'Why it has this state, for people';
comment on column public.tenant_clusters.updated_at is 'When the row was last changed';

comment on column public.user_credentials.updated_at is 'When the row was last changed';
comment on column public.user_credentials.user_id is 'The person';

comment on column public.users.created_at is 'When the row was written';
comment on column public.users.id is 'Chosen at random; names the row for ever';
comment on column public.users.name is 'For people';
comment on column public.users.updated_at is 'When the row was last changed';

comment on column public.vulnerability_reports.artifact_digest is 'sha256 over the contents; of an image the digest of its manifest';
comment on column public.vulnerability_reports.artifact_reference is 'Where the artifact is: a path, or an image with its digest';
comment on column public.vulnerability_reports.created_at is 'When the row was written';
comment on column public.vulnerability_reports.critical_count is 'Findings of this severity';
comment on column public.vulnerability_reports.deployment_id is 'The deployment';
comment on column public.vulnerability_reports.high_count is 'Findings of this severity';
comment on column public.vulnerability_reports.id is 'Chosen at random; names the row for ever';
comment on column public.vulnerability_reports.low_count is 'Findings of this severity';
comment on column public.vulnerability_reports.medium_count is 'Findings of this severity';
comment on column public.vulnerability_reports.organization_id is 'The organization it belongs to';
comment on column public.vulnerability_reports.outcome is 'How it ended';
comment on column public.vulnerability_reports.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.vulnerability_reports.scanned_at is 'When it was scanned; null when it was not';
comment on column public.vulnerability_reports.scanner is 'Which scanner looked';
comment on column public.vulnerability_reports.unknown_count is 'Findings whose severity the scanner does not know';

comment on column public.webhook_attempts.delivery_id is 'The delivery this was an attempt of';
comment on column public.webhook_attempts.duration_ms is 'How long it took, in milliseconds';
comment on column public.webhook_attempts.organization_id is 'The organization it belongs to';
comment on column public.webhook_attempts.started_at is 'When it began';

comment on column public.webhook_deliveries.created_at is 'When the row was written';
comment on column public.webhook_deliveries.event_type is 'The domain events type';
comment on column public.webhook_deliveries.finished_at is 'When it ended; null while it goes on';
comment on column public.webhook_deliveries.id is 'Chosen at random; names the row for ever';
comment on column public.webhook_deliveries.organization_id is 'The organization it belongs to';
comment on column public.webhook_deliveries.project_id is 'The project it belongs to; null for what is the organizations';
comment on column public.webhook_deliveries.status is 'Its state; changed only along the transitions that exist';
comment on column public.webhook_deliveries.webhook_id is 'The webhook';

comment on column public.webhooks.created_at is 'When the row was written';
comment on column public.webhooks.created_by is 'Who made it; null for the platform or an account that is gone';
comment on column public.webhooks.id is 'Chosen at random; names the row for ever';
comment on column public.webhooks.name is 'For people';
comment on column public.webhooks.organization_id is 'The organization it belongs to';
comment on column public.webhooks.updated_at is 'When the row was last changed';

-- Who changed what every organization gets.
drop trigger if exists quota_defaults_audit on public.quota_defaults;
create trigger quota_defaults_audit after insert or update or delete on public.quota_defaults
  for each row execute function public.audit_change();
