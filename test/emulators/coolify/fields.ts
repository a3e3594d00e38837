/** The fields that each version takes when an application is made: anything else is refused. */

const PLACE = ['project_uuid', 'server_uuid', 'environment_name', 'environment_uuid'];
const COMMON =
  'git_repository git_branch build_pack ports_exposes destination_uuid name description domains git_commit_sha docker_registry_image_name docker_registry_image_tag is_static is_spa is_auto_deploy_enabled is_force_https_enabled static_image install_command build_command start_command ports_mappings base_directory publish_directory health_check_enabled health_check_path health_check_port health_check_host health_check_method health_check_return_code health_check_scheme health_check_response_text health_check_interval health_check_timeout health_check_retries health_check_start_period limits_memory limits_memory_swap limits_memory_swappiness limits_memory_reservation limits_cpus limits_cpuset limits_cpu_shares custom_labels custom_docker_run_options post_deployment_command post_deployment_command_container pre_deployment_command pre_deployment_command_container manual_webhook_secret_github manual_webhook_secret_gitlab manual_webhook_secret_bitbucket manual_webhook_secret_gitea redirect instant_deploy dockerfile dockerfile_location docker_compose_location docker_compose_custom_start_command docker_compose_custom_build_command docker_compose_domains watch_paths use_build_server is_http_basic_auth_enabled http_basic_auth_username http_basic_auth_password connect_to_docker_network force_domain_override autogenerate_domain is_container_label_escape_enabled is_preserve_repository_enabled'.split(
    ' ',
  );
/** Since 4.2. */
const ADDED =
  'noindex_domains is_preview_deployments_enabled use_build_secrets is_git_submodules_enabled is_git_lfs_enabled is_git_shallow_clone_enabled disable_build_cache inject_build_args_to_dockerfile include_source_commit_in_build is_env_sorting_enabled is_pr_deployments_public_enabled stop_grace_period docker_images_to_keep is_gzip_enabled is_stripprefix_enabled is_raw_compose_deployment_enabled is_log_drain_enabled is_gpu_enabled gpu_driver gpu_count gpu_device_ids gpu_options is_consistent_container_name_enabled custom_internal_name preview_url_template max_restart_count tags'.split(
    ' ',
  );

export type Source = 'public' | 'private-github-app' | 'private-deploy-key';

const OF_SOURCE: Readonly<Record<Source, readonly string[]>> = {
  public: [],
  'private-github-app': ['github_app_uuid'],
  'private-deploy-key': ['private_key_uuid'],
};

export const applicationFields = (source: Source, isCurrent: boolean): ReadonlySet<string> =>
  new Set([...PLACE, ...OF_SOURCE[source], ...COMMON, ...(isCurrent ? ADDED : [])]);

/** More than the description says: those from `is_runtime` on are in the source only. */
export const VARIABLE_FIELDS: ReadonlySet<string> = new Set([
  'key',
  'value',
  'is_preview',
  'is_literal',
  'is_multiline',
  'is_shown_once',
  'is_runtime',
  'is_buildtime',
  'comment',
]);
