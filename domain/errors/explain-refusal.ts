/**
 * What the database refused, in words for whoever asked. The engine answers as Hasura does: its code, and PostgreSQL's sentence with the
 * constraint's name. That name is stable; here is what it means and what to do. docs/errors.md lists the codes.
 */

export interface Refusal {
  readonly code: string;
  /** What to do. */
  readonly message: string;
}

/** The constraint, or the word in front of a trigger's colon, that a message of the engine names. */
export function explainRefusal(engineMessage: string): Refusal | null {
  const constraint = /"([a-z0-9_]+_(?:check|key|idx|fkey|pkey))"/.exec(engineMessage)?.[1];
  const word = /(?:^|\. )([a-z]+(?:_[a-z]+)+): /.exec(engineMessage)?.[1];
  const absent =
    /(project|service|environment|team|database|backup|cluster|deployment|delivery|secret|organization) "[^"]*" does not exist/.exec(
      engineMessage,
    )?.[1];
  if (absent !== undefined) return { code: `${absent}-not-found`, message: `There is no such ${absent}. Check its id.` };
  if (/variables must be an object of texts/.test(engineMessage)) return refusalOf('service_configs_variables_check');
  return refusalOf(constraint ?? word ?? '');
}

/** The first rule whose pattern fits the name of a constraint. */
export function refusalOf(name: string): Refusal | null {
  const rule = RULES.find(([pattern]) => pattern.test(name));
  return rule === undefined ? null : { code: rule[1], message: rule[2] };
}

/** Specific ones first. Exported for docs/errors.md, which a test holds equal. */
export const RULES: readonly (readonly [RegExp, string, string])[] = [
  [
    /^environments_slug_check$/,
    'invalid-slug',
    'Use lowercase letters, digits and hyphens, at most 20, with a letter or digit at both ends.',
  ],
  [/_data_region_check$/, 'invalid-region', 'Name a region by its slug, or none.'],
  [/_slug_check$/, 'invalid-slug', 'Use lowercase letters, digits and hyphens, at most 40, with a letter or digit at both ends.'],
  [/_slug_(key|idx)$/, 'slug-taken', 'This name is taken here. Choose another.'],
  [/^environments_.*_slug/, 'slug-taken', 'This name is taken here. Choose another.'],
  [/_name_check$/, 'invalid-name', 'A name has from 1 to 100 characters.'],
  [/^event_dead_letters_note_check$/, 'invalid-note', 'A note has at most 2000 characters. Shorten it.'],
  [/_description_check$/, 'invalid-description', 'The description is too long, or missing. Shorten it.'],
  [/^projects_labels_check$/, 'invalid-labels', 'Labels are an object of keys and values.'],
  [/^projects_team_fkey$/, 'team-not-found', 'There is no such team in your organization. Check its id.'],
  [/^team_members_/, 'member-not-found', 'Only members of the organization can join its teams. Check team and user.'],
  [
    /^services_source_check$/,
    'invalid-source',
    'Say where it comes from: a git repository with source_type git, or an image with source_type image.',
  ],
  [
    /^services_git_repository_check$/,
    'invalid-repository',
    'Give a git address such as https://host/path.git, ssh://git@host/path.git or git@host:path.git.',
  ],
  [/^services_git_reference_check$/, 'invalid-reference', 'Give the name of a branch or tag, or a commit.'],
  [/^services_git_directory_check$/, 'invalid-directory', 'Give a folder relative to the root of the repository.'],
  [/^services_image_check$/, 'invalid-image', 'Give an image reference such as registry.example.com/team/app:1.2.3.'],
  [/^services_schedule_check$/, 'invalid-schedule', 'A schedule belongs to services of type cron, and only to them.'],
  [
    /^services_schedule_(fields|syntax)_check$/,
    'invalid-schedule',
    'Give a cron expression of five fields, such as “0 3 * * *”.',
  ],
  [
    /^services_schedule_timezone(_check)?$/,
    'invalid-timezone',
    'Give a time zone such as Europe/Berlin or UTC; it belongs to services of type cron.',
  ],
  [
    /^services_(job_timeout|starting_deadline)_check$/,
    'invalid-timeout',
    'This number of seconds is too small or too large here.',
  ],
  [
    /^service_configs_version_key$/,
    'config-stale',
    'Somebody else changed these settings at the same moment. Read them again and repeat your change.',
  ],
  [
    /^service_configs_(build|release|start)_command_check$/,
    'invalid-command',
    'A command has from 1 to 4000 characters; leave it out to have it detected.',
  ],
  [
    /^service_configs_variables_check$/,
    'invalid-variables',
    'Variables are an object of texts whose names are letters, digits and underscores.',
  ],
  [/^service_configs_port_check$/, 'invalid-port', 'A port is a number from 1 to 65535.'],
  [/^service_configs_health_path_check$/, 'invalid-health-path', 'A path begins with a slash and holds no blanks.'],
  [
    /^service_configs_\w+_timeout_check$/,
    'invalid-timeout',
    'Timeouts in seconds: health 1 to 3600, stop 0 to 600, build 10 to 7200.',
  ],
  [/^service_configs_(cpu|memory)_check$/, 'invalid-resources', 'A request is at least 1 and not above its limit.'],
  [
    /^service_configs_volume_(path|gigabytes)_check$/,
    'invalid-volume',
    'A volume has 1 to 65536 GB at an absolute path, not the root, without spaces, colons and commas.',
  ],
  [/^service_configs_volume_type$/, 'invalid-volume', 'Only services of type stateful have a volume.'],
  [
    /^service_configs_volume_shrinks$/,
    'volume-shrinks',
    'A volume cannot be made smaller. Make another service with a smaller one and copy what is in it.',
  ],
  [/^service_configs_stateful_port$/, 'stateful-needs-port', 'Say which port the stateful service listens on.'],
  [
    /^service_configs_stateful_health$/,
    'invalid-health-path',
    'A stateful service is healthy when its port accepts connections: leave the health path out.',
  ],
  [
    /^service_instances_stateful_replicas$/,
    'stateful-one-replica',
    'A stateful service has one replica: its volume is that one’s. Stop it for none.',
  ],
  [/^service_instances_range_type$/, 'not-scalable', 'Only web services and workers follow their load: give a fixed number.'],
  [
    /^service_instances_cpu_request$/,
    'cpu-request-missing',
    'A target is a share of what a replica requests: say in the service’s settings how much CPU that is.',
  ],
  [
    /^service_instances_memory_request$/,
    'memory-request-missing',
    'A target is a share of what a replica requests: say in the service’s settings how much memory that is.',
  ],
  [
    /^service_configs_cpu_request$/,
    'cpu-request-missing',
    'Its replicas follow the CPU that each requests: keep a request in the settings, or scale to a fixed number first.',
  ],
  [
    /^service_configs_memory_request$/,
    'memory-request-missing',
    'Its replicas follow the memory that each requests: keep a request in the settings, or scale to a fixed number first.',
  ],
  [
    /^service_instances_(range|targets)_check$/,
    'invalid-range',
    'A range ends between its least and 100 and has a target from 1 to 100 percent.',
  ],
  [/^environments_required_approvals_check$/, 'invalid-approvals', 'From 0 to 10 approvals can be required.'],
  [/^environments_approval_timeout_check$/, 'invalid-timeout', 'An approval can be waited for from 1 to 720 hours.'],
  [
    /^environments_(namespace_check|namespace_cluster)$/,
    'invalid-namespace',
    'A namespace is up to 63 lowercase letters, digits and hyphens, none of Kubernetes’ own, in a cluster of your organization.',
  ],
  [
    /^environments_namespace_(idx|taken)$/,
    'namespace-taken',
    'Something else has this namespace in the cluster. Choose another.',
  ],
  [/^environments_pull_request_check$/, 'invalid-pull-request', 'A pull request is a number from 1, of a preview.'],
  [/^environments_expiry(_time)?_check$/, 'invalid-expiry', 'Only previews that are not protected expire, at a time that comes.'],
  [
    /^environments_in_use$/,
    'environment-in-use',
    'Services have been deployed to it where it is. Make another environment in the other cluster or namespace.',
  ],
  [/^organizations_queue_check$/, 'invalid-limit', 'From 1 to 1000 deployments can wait.'],
  [
    /^quotas_project_check$/,
    'invalid-quota',
    'Projects, members and clusters are limited for the whole organization: leave the project out.',
  ],
  [/^quotas_target_key$/, 'quota-exists', 'There is such a quota already. Change its maximum instead.'],
  [/^quota(s|_defaults)_maximum_check$/, 'invalid-quota', 'A maximum is from 0 to 1000000000.'],
  [/^regions_failover_check$/, 'invalid-region', 'A region cannot be its own replacement.'],
  [/^regions_jurisdiction_check$/, 'invalid-region', 'A jurisdiction is from 2 to 20 lowercase letters.'],
  [/^policy_rules_/, 'invalid-policy-rule', 'A rule has the value that belongs to its kind and no other.'],
  [/^alert_rules_/, 'invalid-alert-rule', 'Give the threshold that belongs to the condition, and from 0 to 1440 minutes.'],
  [/^backup_schedules_cron_check$/, 'invalid-schedule', 'Give a cron expression of five fields, in UTC, such as “0 3 * * *”.'],
  [
    /^backup_schedules_retention_check$/,
    'invalid-retention',
    'Keep backups from 1 to 3650 days, and from 1 to 1000 of them at least.',
  ],
  [/^backup_schedules_database_key$/, 'schedule-exists', 'This database has a schedule already. Change that one.'],
  [/^database_bindings_key$/, 'binding-exists', 'The service is given this database under this variable already.'],
  [
    /^database_bindings_variable(_check)?$/,
    'invalid-variable',
    'Choose a variable of capital letters, digits and underscores that nothing else sets; PORT is the platform’s.',
  ],
  [/_event_types_check$/, 'invalid-event-types', 'Name up to 50 types of events, or * for all.'],
  [/^webhooks_url_check$/, 'invalid-url', 'Give an http or https address of at most 2048 characters, without credentials in it.'],
  [/^webhooks_limit$/, 'webhook-limit', 'An organization may have 50 webhooks. Remove one that is not needed.'],
  [/^templates_category_check$/, 'invalid-category', 'A category is up to 40 lowercase letters and hyphens.'],
  [/^templates_manifest_check$/, 'invalid-manifest', 'A manifest is an object.'],
  [/^(databases|clusters|tenant_clusters)_region$/, 'region-unavailable', 'This region takes nothing new. Choose another.'],
  [
    /^tenant_clusters_in_use$/,
    'tenant-cluster-in-use',
    'Services run in this virtual cluster. Delete them, or their environments, first.',
  ],
  [
    /^environments_place_check$/,
    'invalid-place',
    'An environment runs in a cluster or in a virtual cluster, not in both. Name one of them.',
  ],
  [/^clusters_in_use$/, 'cluster-in-use', 'Environments or virtual clusters are in it. Delete or move them first.'],
  [/^service_domains_key$/, 'domain-exists', 'This service has this domain already in this environment.'],
  [/^service_domains_limit$/, 'domain-limit', 'A project may have 100 domains. Remove one that is not needed.'],
  [/^being_deleted$/, 'being-deleted', 'It is being deleted; there is no way back. Wait until it is gone.'],
  [/^last_owner$/, 'last-owner', 'An organization keeps at least one owner. Make somebody else owner first.'],
  [
    /^deployments_queue_limit$/,
    'queue-full',
    'As many deployments of your organization wait as may. Wait for some to finish or cancel one.',
  ],
  [
    /^builds_queue_limit$/,
    'queue-full',
    'As many builds of your organization are under way as may. Wait for some to finish or cancel one.',
  ],
  [
    /_(type|role|status|severity|minimum_severity|kind|condition|quota|environment_type|source_type)_fkey$/,
    'invalid-value',
    'This value is not one of those that are possible here.',
  ],
  [/_fkey$/, 'not-found', 'What this refers to is not there. Check the id.'],
];
