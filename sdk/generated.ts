/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Boolean expression to compare columns of type "Boolean". All fields are combined with logical 'AND'. */
export type Boolean_comparison_exp = {
  readonly _eq?: boolean | null | undefined;
  readonly _gt?: boolean | null | undefined;
  readonly _gte?: boolean | null | undefined;
  readonly _in?: ReadonlyArray<boolean> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: boolean | null | undefined;
  readonly _lte?: boolean | null | undefined;
  readonly _neq?: boolean | null | undefined;
  readonly _nin?: ReadonlyArray<boolean> | null | undefined;
};

/** Boolean expression to compare columns of type "Float". All fields are combined with logical 'AND'. */
export type Float_comparison_exp = {
  readonly _eq?: number | null | undefined;
  readonly _gt?: number | null | undefined;
  readonly _gte?: number | null | undefined;
  readonly _in?: ReadonlyArray<number> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: number | null | undefined;
  readonly _lte?: number | null | undefined;
  readonly _neq?: number | null | undefined;
  readonly _nin?: ReadonlyArray<number> | null | undefined;
};

/** Boolean expression to compare columns of type "Int". All fields are combined with logical 'AND'. */
export type Int_comparison_exp = {
  readonly _eq?: number | null | undefined;
  readonly _gt?: number | null | undefined;
  readonly _gte?: number | null | undefined;
  readonly _in?: ReadonlyArray<number> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: number | null | undefined;
  readonly _lte?: number | null | undefined;
  readonly _neq?: number | null | undefined;
  readonly _nin?: ReadonlyArray<number> | null | undefined;
};

export type NodePoolInput = {
  /** Default: false. */
  readonly controlPlane?: boolean | null | undefined;
  /** Default: false. */
  readonly etcd?: boolean | null | undefined;
  /** In the provider's words. */
  readonly machineType: string;
  readonly name: string;
  readonly quantity: number;
  /** Default: true. */
  readonly worker?: boolean | null | undefined;
};

export type SecretInput = {
  /** Name of the environment variable. */
  readonly key: string;
  /** At most 64 KiB. */
  readonly value: string;
};

/** Boolean expression to compare columns of type "String". All fields are combined with logical 'AND'. */
export type String_array_comparison_exp = {
  /** is the array contained in the given array value */
  readonly _contained_in?: ReadonlyArray<string> | null | undefined;
  /** does the array contain the given value */
  readonly _contains?: ReadonlyArray<string> | null | undefined;
  readonly _eq?: ReadonlyArray<string> | null | undefined;
  readonly _gt?: ReadonlyArray<string> | null | undefined;
  readonly _gte?: ReadonlyArray<string> | null | undefined;
  readonly _in?: ReadonlyArray<ReadonlyArray<string>> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: ReadonlyArray<string> | null | undefined;
  readonly _lte?: ReadonlyArray<string> | null | undefined;
  readonly _neq?: ReadonlyArray<string> | null | undefined;
  readonly _nin?: ReadonlyArray<ReadonlyArray<string>> | null | undefined;
};

/** Boolean expression to compare columns of type "String". All fields are combined with logical 'AND'. */
export type String_comparison_exp = {
  readonly _eq?: string | null | undefined;
  readonly _gt?: string | null | undefined;
  readonly _gte?: string | null | undefined;
  /** does the column match the given case-insensitive pattern */
  readonly _ilike?: string | null | undefined;
  readonly _in?: ReadonlyArray<string> | null | undefined;
  /** does the column match the given POSIX regular expression, case insensitive */
  readonly _iregex?: string | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  /** does the column match the given pattern */
  readonly _like?: string | null | undefined;
  readonly _lt?: string | null | undefined;
  readonly _lte?: string | null | undefined;
  readonly _neq?: string | null | undefined;
  /** does the column NOT match the given case-insensitive pattern */
  readonly _nilike?: string | null | undefined;
  readonly _nin?: ReadonlyArray<string> | null | undefined;
  /** does the column NOT match the given POSIX regular expression, case insensitive */
  readonly _niregex?: string | null | undefined;
  /** does the column NOT match the given pattern */
  readonly _nlike?: string | null | undefined;
  /** does the column NOT match the given POSIX regular expression, case sensitive */
  readonly _nregex?: string | null | undefined;
  /** does the column NOT match the given SQL regular expression */
  readonly _nsimilar?: string | null | undefined;
  /** does the column match the given POSIX regular expression, case sensitive */
  readonly _regex?: string | null | undefined;
  /** does the column match the given SQL regular expression */
  readonly _similar?: string | null | undefined;
};

export type account_mail_kinds_enum =
  /** Somebody asked for an account with an address that has one */
  | 'address_known'
  /** Somebody is invited into an organization */
  | 'invitation'
  /** The password was changed */
  | 'password_changed'
  /** Somebody forgot the password */
  | 'reset_password'
  /** Somebody made an account with this address: is it theirs? */
  | 'verify_address';

/** input type for inserting data into table "account_mails" */
export type account_mails_insert_input = {
  /** How often sending it was begun */
  readonly attempts?: number | null | undefined;
  /** Somebody is sending it until then */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who gets it */
  readonly email?: string | null | undefined;
  /** From then on the token is worth nothing, and the mail is not sent any more */
  readonly expires_at?: string | null | undefined;
  /** Why the newest attempt did not succeed */
  readonly failure_reason?: string | null | undefined;
  /** Chosen at random; the token in the mail is a function of it and a key that is not in the database */
  readonly id?: string | null | undefined;
  readonly invitation?: invitations_obj_rel_insert_input | null | undefined;
  /** The invitation that it brings; the token is that one's */
  readonly invitation_id?: string | null | undefined;
  /** What it is for */
  readonly kind?: account_mail_kinds_enum | null | undefined;
  /** When it is tried (again); null: it was sent, or given up */
  readonly next_attempt_at?: string | null | undefined;
  /** When a mail server took it */
  readonly sent_at?: string | null | undefined;
  /** SHA-256 of the token in it, in hex */
  readonly token_hash?: string | null | undefined;
  /** Set once: a token works once */
  readonly used_at?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** Whose account it is about */
  readonly user_id?: string | null | undefined;
};

/** input type for updating data in table "account_mails" */
export type account_mails_set_input = {
  /** How often sending it was begun */
  readonly attempts?: number | null | undefined;
  /** Somebody is sending it until then */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who gets it */
  readonly email?: string | null | undefined;
  /** From then on the token is worth nothing, and the mail is not sent any more */
  readonly expires_at?: string | null | undefined;
  /** Why the newest attempt did not succeed */
  readonly failure_reason?: string | null | undefined;
  /** Chosen at random; the token in the mail is a function of it and a key that is not in the database */
  readonly id?: string | null | undefined;
  /** The invitation that it brings; the token is that one's */
  readonly invitation_id?: string | null | undefined;
  /** What it is for */
  readonly kind?: account_mail_kinds_enum | null | undefined;
  /** When it is tried (again); null: it was sent, or given up */
  readonly next_attempt_at?: string | null | undefined;
  /** When a mail server took it */
  readonly sent_at?: string | null | undefined;
  /** SHA-256 of the token in it, in hex */
  readonly token_hash?: string | null | undefined;
  /** Set once: a token works once */
  readonly used_at?: string | null | undefined;
  /** Whose account it is about */
  readonly user_id?: string | null | undefined;
};

export type alert_conditions_enum =
  /** All replicas together use more than threshold cores */
  | 'cpu_cores'
  /** They use more than threshold percent of their CPU limit */
  | 'cpu_percent'
  /** It crashed at least threshold times within for_minutes */
  | 'crash_loop'
  /** The newest deployment of a service failed */
  | 'deployment_failed'
  /** More than threshold percent of at least 20 requests were answered with 5xx */
  | 'error_rate'
  /** The slowest tenth of requests took more than threshold milliseconds */
  | 'latency_ms'
  /** All replicas together use more than threshold megabytes */
  | 'memory_megabytes'
  /** They use more than threshold percent of their memory limit */
  | 'memory_percent'
  /** A service that should run has no healthy replica */
  | 'service_down';

/** Boolean expression to compare columns of type "alert_conditions_enum". All fields are combined with logical 'AND'. */
export type alert_conditions_enum_comparison_exp = {
  readonly _eq?: alert_conditions_enum | null | undefined;
  readonly _in?: ReadonlyArray<alert_conditions_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: alert_conditions_enum | null | undefined;
  readonly _nin?: ReadonlyArray<alert_conditions_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "alert_rules". All fields are combined with a logical 'AND'. */
export type alert_rules_bool_exp = {
  readonly _and?: ReadonlyArray<alert_rules_bool_exp> | null | undefined;
  readonly _not?: alert_rules_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<alert_rules_bool_exp> | null | undefined;
  readonly alerts?: alerts_bool_exp | null | undefined;
  readonly alerts_aggregate?: alerts_aggregate_bool_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** What is watched for */
  readonly condition?: alert_conditions_enum_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** How long the condition must hold before the alert fires; for crash_loop the time in which crashes are counted. */
  readonly for_minutes?: Int_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: Boolean_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** Only services of this project; null: all of the organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** Only this service. */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum_comparison_exp | null | undefined;
  /** In the unit that the condition names; null for conditions that need none. */
  readonly threshold?: Float_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "alert_rules" */
export type alert_rules_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'alert_rules_pkey';

/** input type for inserting data into table "alert_rules" */
export type alert_rules_insert_input = {
  readonly alerts?: alerts_arr_rel_insert_input | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** What is watched for */
  readonly condition?: alert_conditions_enum | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** How long the condition must hold before the alert fires; for crash_loop the time in which crashes are counted. */
  readonly for_minutes?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: boolean | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** Only services of this project; null: all of the organization. */
  readonly project_id?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** Only this service. */
  readonly service_id?: string | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum | null | undefined;
  /** In the unit that the condition names; null for conditions that need none. */
  readonly threshold?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "alert_rules" */
export type alert_rules_obj_rel_insert_input = {
  readonly data: alert_rules_insert_input;
  /** upsert condition */
  readonly on_conflict?: alert_rules_on_conflict | null | undefined;
};

/** on_conflict condition type for table "alert_rules" */
export type alert_rules_on_conflict = {
  readonly constraint: alert_rules_constraint;
  readonly update_columns?: ReadonlyArray<alert_rules_update_column>;
  readonly where?: alert_rules_bool_exp | null | undefined;
};

/** update columns of table "alert_rules" */
export type alert_rules_update_column =
  /** column name */
  | 'condition'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'for_minutes'
  /** column name */
  | 'id'
  /** column name */
  | 'is_enabled'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'threshold'
  /** column name */
  | 'updated_at';

export type alert_statuses_enum =
  /** It held for as long as the rule asks */
  | 'firing'
  /** The condition holds, not yet for as long as the rule asks */
  | 'pending'
  /** It no longer holds */
  | 'resolved';

/** Boolean expression to compare columns of type "alert_statuses_enum". All fields are combined with logical 'AND'. */
export type alert_statuses_enum_comparison_exp = {
  readonly _eq?: alert_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<alert_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: alert_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<alert_statuses_enum> | null | undefined;
};

export type alerts_aggregate_bool_exp = {
  readonly count?: alerts_aggregate_bool_exp_count | null | undefined;
};

export type alerts_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<alerts_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: alerts_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "alerts" */
export type alerts_arr_rel_insert_input = {
  readonly data: ReadonlyArray<alerts_insert_input>;
  /** upsert condition */
  readonly on_conflict?: alerts_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "alerts". All fields are combined with a logical 'AND'. */
export type alerts_bool_exp = {
  readonly _and?: ReadonlyArray<alerts_bool_exp> | null | undefined;
  readonly _not?: alerts_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<alerts_bool_exp> | null | undefined;
  /** Since when it no longer holds; after a while of that the alert is resolved. */
  readonly cleared_at?: timestamptz_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** When the condition had held for as long as the rule asks */
  readonly fired_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  /** What was measured, in the unit of the rule's threshold. */
  readonly measured?: Float_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** When it was over */
  readonly resolved_at?: timestamptz_comparison_exp | null | undefined;
  readonly rule?: alert_rules_bool_exp | null | undefined;
  /** The alert rule */
  readonly rule_id?: uuid_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** Where. The alert stays when the instance is gone. */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum_comparison_exp | null | undefined;
  /** Since when the condition holds. */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: alert_statuses_enum_comparison_exp | null | undefined;
  /** One sentence. */
  readonly summary?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "alerts" */
export type alerts_constraint =
  /** unique or primary key constraint on columns "rule_id", "service_instance_id" */
  | 'alerts_open_idx'
  /** unique or primary key constraint on columns "id" */
  | 'alerts_pkey';

/** input type for inserting data into table "alerts" */
export type alerts_insert_input = {
  /** Since when it no longer holds; after a while of that the alert is resolved. */
  readonly cleared_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** When the condition had held for as long as the rule asks */
  readonly fired_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly instance?: service_instances_obj_rel_insert_input | null | undefined;
  /** What was measured, in the unit of the rule's threshold. */
  readonly measured?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** When it was over */
  readonly resolved_at?: string | null | undefined;
  readonly rule?: alert_rules_obj_rel_insert_input | null | undefined;
  /** The alert rule */
  readonly rule_id?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Where. The alert stays when the instance is gone. */
  readonly service_instance_id?: string | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum | null | undefined;
  /** Since when the condition holds. */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: alert_statuses_enum | null | undefined;
  /** One sentence. */
  readonly summary?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "alerts" */
export type alerts_on_conflict = {
  readonly constraint: alerts_constraint;
  readonly update_columns?: ReadonlyArray<alerts_update_column>;
  readonly where?: alerts_bool_exp | null | undefined;
};

/** select columns of table "alerts" */
export type alerts_select_column =
  /** column name */
  | 'cleared_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'fired_at'
  /** column name */
  | 'id'
  /** column name */
  | 'measured'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'resolved_at'
  /** column name */
  | 'rule_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'summary'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "alerts" */
export type alerts_set_input = {
  /** Since when it no longer holds; after a while of that the alert is resolved. */
  readonly cleared_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** When the condition had held for as long as the rule asks */
  readonly fired_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** What was measured, in the unit of the rule's threshold. */
  readonly measured?: number | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** When it was over */
  readonly resolved_at?: string | null | undefined;
  /** The alert rule */
  readonly rule_id?: string | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Where. The alert stays when the instance is gone. */
  readonly service_instance_id?: string | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum | null | undefined;
  /** Since when the condition holds. */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: alert_statuses_enum | null | undefined;
  /** One sentence. */
  readonly summary?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "alerts" */
export type alerts_update_column =
  /** column name */
  | 'cleared_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'fired_at'
  /** column name */
  | 'id'
  /** column name */
  | 'measured'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'resolved_at'
  /** column name */
  | 'rule_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'summary'
  /** column name */
  | 'updated_at';

export type api_keys_aggregate_bool_exp = {
  readonly count?: api_keys_aggregate_bool_exp_count | null | undefined;
};

export type api_keys_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<api_keys_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: api_keys_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "api_keys" */
export type api_keys_arr_rel_insert_input = {
  readonly data: ReadonlyArray<api_keys_insert_input>;
  /** upsert condition */
  readonly on_conflict?: api_keys_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "api_keys". All fields are combined with a logical 'AND'. */
export type api_keys_bool_exp = {
  readonly _and?: ReadonlyArray<api_keys_bool_exp> | null | undefined;
  readonly _not?: api_keys_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<api_keys_bool_exp> | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** From then on it is worth nothing */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** The key's first characters, to recognize it by. */
  readonly hint?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** SHA-256 of the key, in hex. The key itself is shown once. */
  readonly key_hash?: String_comparison_exp | null | undefined;
  /** To the minute. */
  readonly last_used_at?: timestamptz_comparison_exp | null | undefined;
  readonly member?: organization_members_bool_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: timestamptz_comparison_exp | null | undefined;
  /** What a session of this key may act as: read (viewer), deploy (developer), approve (team_lead), operate (devops), admin (org_owner); never more than its owner. */
  readonly scopes?: String_array_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "api_keys" */
export type api_keys_constraint =
  /** unique or primary key constraint on columns "key_hash" */
  | 'api_keys_key_hash_key'
  /** unique or primary key constraint on columns "id" */
  | 'api_keys_pkey';

/** input type for inserting data into table "api_keys" */
export type api_keys_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly expires_at?: string | null | undefined;
  /** The key's first characters, to recognize it by. */
  readonly hint?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** SHA-256 of the key, in hex. The key itself is shown once. */
  readonly key_hash?: string | null | undefined;
  /** To the minute. */
  readonly last_used_at?: string | null | undefined;
  readonly member?: organization_members_obj_rel_insert_input | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: string | null | undefined;
  /** What a session of this key may act as: read (viewer), deploy (developer), approve (team_lead), operate (devops), admin (org_owner); never more than its owner. */
  readonly scopes?: ReadonlyArray<string> | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** on_conflict condition type for table "api_keys" */
export type api_keys_on_conflict = {
  readonly constraint: api_keys_constraint;
  readonly update_columns?: ReadonlyArray<api_keys_update_column>;
  readonly where?: api_keys_bool_exp | null | undefined;
};

/** select columns of table "api_keys" */
export type api_keys_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'hint'
  /** column name */
  | 'id'
  /** column name */
  | 'key_hash'
  /** column name */
  | 'last_used_at'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'revoked_at'
  /** column name */
  | 'scopes'
  /** column name */
  | 'user_id';

/** update columns of table "api_keys" */
export type api_keys_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'hint'
  /** column name */
  | 'id'
  /** column name */
  | 'key_hash'
  /** column name */
  | 'last_used_at'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'revoked_at'
  /** column name */
  | 'scopes'
  /** column name */
  | 'user_id';

export type approval_decisions_enum =
  /** It may go on */
  | 'approved'
  /** It shall not */
  | 'rejected';

/** Boolean expression to compare columns of type "approval_decisions_enum". All fields are combined with logical 'AND'. */
export type approval_decisions_enum_comparison_exp = {
  readonly _eq?: approval_decisions_enum | null | undefined;
  readonly _in?: ReadonlyArray<approval_decisions_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: approval_decisions_enum | null | undefined;
  readonly _nin?: ReadonlyArray<approval_decisions_enum> | null | undefined;
};

export type artifact_kinds_enum =
  /** A folder of the machine that built it */
  | 'directory'
  /** An OCI image with its digest */
  | 'image';

/** Boolean expression to compare columns of type "artifact_kinds_enum". All fields are combined with logical 'AND'. */
export type artifact_kinds_enum_comparison_exp = {
  readonly _eq?: artifact_kinds_enum | null | undefined;
  readonly _in?: ReadonlyArray<artifact_kinds_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: artifact_kinds_enum | null | undefined;
  readonly _nin?: ReadonlyArray<artifact_kinds_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "audit_log". All fields are combined with a logical 'AND'. */
export type audit_log_bool_exp = {
  readonly _and?: ReadonlyArray<audit_log_bool_exp> | null | undefined;
  readonly _not?: audit_log_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<audit_log_bool_exp> | null | undefined;
  readonly actor?: users_bool_exp | null | undefined;
  /** The user; null: the platform itself. */
  readonly actor_id?: uuid_comparison_exp | null | undefined;
  /** The role in which it was done */
  readonly actor_role?: String_comparison_exp | null | undefined;
  /** The row as it became, secrets masked; null after a deletion */
  readonly after?: jsonb_comparison_exp | null | undefined;
  /** The row as it was, secrets masked; null for a new row */
  readonly before?: jsonb_comparison_exp | null | undefined;
  /** Names of the columns whose values differ */
  readonly changed_columns?: String_array_comparison_exp | null | undefined;
  /** The network address the request came from */
  readonly client_address?: String_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** INSERT, UPDATE or DELETE */
  readonly operation?: String_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The request that caused it. */
  readonly request_id?: String_comparison_exp | null | undefined;
  /** The rows key as text */
  readonly row_id?: String_comparison_exp | null | undefined;
  /** The table that was changed */
  readonly table_name?: String_comparison_exp | null | undefined;
};

export type backup_kinds_enum =
  /** Somebody asked for it */
  | 'manual'
  /** Its schedule was due */
  | 'scheduled';

/** Boolean expression to compare columns of type "backup_kinds_enum". All fields are combined with logical 'AND'. */
export type backup_kinds_enum_comparison_exp = {
  readonly _eq?: backup_kinds_enum | null | undefined;
  readonly _in?: ReadonlyArray<backup_kinds_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: backup_kinds_enum | null | undefined;
  readonly _nin?: ReadonlyArray<backup_kinds_enum> | null | undefined;
};

export type backup_schedules_aggregate_bool_exp = {
  readonly bool_and?: backup_schedules_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: backup_schedules_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: backup_schedules_aggregate_bool_exp_count | null | undefined;
};

export type backup_schedules_aggregate_bool_exp_bool_and = {
  readonly arguments: backup_schedules_select_column_backup_schedules_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: backup_schedules_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type backup_schedules_aggregate_bool_exp_bool_or = {
  readonly arguments: backup_schedules_select_column_backup_schedules_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: backup_schedules_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type backup_schedules_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<backup_schedules_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: backup_schedules_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "backup_schedules" */
export type backup_schedules_arr_rel_insert_input = {
  readonly data: ReadonlyArray<backup_schedules_insert_input>;
  /** upsert condition */
  readonly on_conflict?: backup_schedules_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "backup_schedules". All fields are combined with a logical 'AND'. */
export type backup_schedules_bool_exp = {
  readonly _and?: ReadonlyArray<backup_schedules_bool_exp> | null | undefined;
  readonly _not?: backup_schedules_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<backup_schedules_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Minute, hour, day of month, month, day of week; UTC. */
  readonly cron?: String_comparison_exp | null | undefined;
  readonly database?: databases_bool_exp | null | undefined;
  /** The database */
  readonly database_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: Boolean_comparison_exp | null | undefined;
  /** When it last ran */
  readonly last_run_at?: timestamptz_comparison_exp | null | undefined;
  /** So many of the newest are kept, however old they are. */
  readonly minimum_kept?: Int_comparison_exp | null | undefined;
  /** When the next one is due; null: not computed yet, or not enabled. */
  readonly next_run_at?: timestamptz_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Scheduled backups older than this are removed. */
  readonly retention_days?: Int_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "backup_schedules" */
export type backup_schedules_constraint =
  /** unique or primary key constraint on columns "database_id" */
  | 'backup_schedules_database_key'
  /** unique or primary key constraint on columns "id" */
  | 'backup_schedules_pkey';

/** input type for inserting data into table "backup_schedules" */
export type backup_schedules_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Minute, hour, day of month, month, day of week; UTC. */
  readonly cron?: string | null | undefined;
  readonly database?: databases_obj_rel_insert_input | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: boolean | null | undefined;
  /** When it last ran */
  readonly last_run_at?: string | null | undefined;
  /** So many of the newest are kept, however old they are. */
  readonly minimum_kept?: number | null | undefined;
  /** When the next one is due; null: not computed yet, or not enabled. */
  readonly next_run_at?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Scheduled backups older than this are removed. */
  readonly retention_days?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "backup_schedules" */
export type backup_schedules_on_conflict = {
  readonly constraint: backup_schedules_constraint;
  readonly update_columns?: ReadonlyArray<backup_schedules_update_column>;
  readonly where?: backup_schedules_bool_exp | null | undefined;
};

/** select columns of table "backup_schedules" */
export type backup_schedules_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'cron'
  /** column name */
  | 'database_id'
  /** column name */
  | 'id'
  /** column name */
  | 'is_enabled'
  /** column name */
  | 'last_run_at'
  /** column name */
  | 'minimum_kept'
  /** column name */
  | 'next_run_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'retention_days'
  /** column name */
  | 'updated_at';

/** select "backup_schedules_aggregate_bool_exp_bool_and_arguments_columns" columns of table "backup_schedules" */
export type backup_schedules_select_column_backup_schedules_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'is_enabled';

/** select "backup_schedules_aggregate_bool_exp_bool_or_arguments_columns" columns of table "backup_schedules" */
export type backup_schedules_select_column_backup_schedules_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'is_enabled';

/** input type for updating data in table "backup_schedules" */
export type backup_schedules_set_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Minute, hour, day of month, month, day of week; UTC. */
  readonly cron?: string | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: boolean | null | undefined;
  /** When it last ran */
  readonly last_run_at?: string | null | undefined;
  /** So many of the newest are kept, however old they are. */
  readonly minimum_kept?: number | null | undefined;
  /** When the next one is due; null: not computed yet, or not enabled. */
  readonly next_run_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Scheduled backups older than this are removed. */
  readonly retention_days?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "backup_schedules" */
export type backup_schedules_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'cron'
  /** column name */
  | 'database_id'
  /** column name */
  | 'id'
  /** column name */
  | 'is_enabled'
  /** column name */
  | 'last_run_at'
  /** column name */
  | 'minimum_kept'
  /** column name */
  | 'next_run_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'retention_days'
  /** column name */
  | 'updated_at';

export type backup_statuses_enum =
  /** Gone */
  | 'deleted'
  /** Being removed */
  | 'deleting'
  /** Was not taken; the reason is named */
  | 'failed'
  /** Waits for its turn */
  | 'queued'
  /** Being taken */
  | 'running'
  /** Can be restored */
  | 'succeeded';

/** Boolean expression to compare columns of type "backup_statuses_enum". All fields are combined with logical 'AND'. */
export type backup_statuses_enum_comparison_exp = {
  readonly _eq?: backup_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<backup_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: backup_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<backup_statuses_enum> | null | undefined;
};

/** Boolean expression to compare columns of type "bigint". All fields are combined with logical 'AND'. */
export type bigint_comparison_exp = {
  readonly _eq?: string | null | undefined;
  readonly _gt?: string | null | undefined;
  readonly _gte?: string | null | undefined;
  readonly _in?: ReadonlyArray<string> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: string | null | undefined;
  readonly _lte?: string | null | undefined;
  readonly _neq?: string | null | undefined;
  readonly _nin?: ReadonlyArray<string> | null | undefined;
};

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

/** Boolean expression to compare columns of type "build_statuses_enum". All fields are combined with logical 'AND'. */
export type build_statuses_enum_comparison_exp = {
  readonly _eq?: build_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<build_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: build_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<build_statuses_enum> | null | undefined;
};

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

/** Boolean expression to compare columns of type "build_steps_enum". All fields are combined with logical 'AND'. */
export type build_steps_enum_comparison_exp = {
  readonly _eq?: build_steps_enum | null | undefined;
  readonly _in?: ReadonlyArray<build_steps_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: build_steps_enum | null | undefined;
  readonly _nin?: ReadonlyArray<build_steps_enum> | null | undefined;
};

export type builds_aggregate_bool_exp = {
  readonly count?: builds_aggregate_bool_exp_count | null | undefined;
};

export type builds_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<builds_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: builds_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "builds" */
export type builds_arr_rel_insert_input = {
  readonly data: ReadonlyArray<builds_insert_input>;
  /** upsert condition */
  readonly on_conflict?: builds_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "builds". All fields are combined with a logical 'AND'. */
export type builds_bool_exp = {
  readonly _and?: ReadonlyArray<builds_bool_exp> | null | undefined;
  readonly _not?: builds_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<builds_bool_exp> | null | undefined;
  /** sha256 over the contents; of an image the digest of its manifest */
  readonly artifact_digest?: String_comparison_exp | null | undefined;
  /** What the detection found: procfile, node, python, static, dockerfile */
  readonly artifact_framework?: String_comparison_exp | null | undefined;
  /** A folder of the machine or an image */
  readonly artifact_kind?: artifact_kinds_enum_comparison_exp | null | undefined;
  /** Command of each process type. */
  readonly artifact_processes?: jsonb_comparison_exp | null | undefined;
  /** Where the artifact is: a path, or an image with its digest */
  readonly artifact_reference?: String_comparison_exp | null | undefined;
  /** Since when its artifact is gone: only the newest of a service are kept. Such a version can be built again, not rolled back to. */
  readonly artifact_removed_at?: timestamptz_comparison_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly commit_statuses?: commit_statuses_bool_exp | null | undefined;
  readonly commit_statuses_aggregate?: commit_statuses_aggregate_bool_exp | null | undefined;
  readonly config?: service_configs_bool_exp | null | undefined;
  /** The version of the settings it was made with */
  readonly config_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who asked for the build by itself; null: a deployment needed it. */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployments?: deployments_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployments_aggregate_bool_exp | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The step that did not end well */
  readonly failure_step?: build_steps_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** The commit that the reference meant. */
  readonly git_commit?: String_comparison_exp | null | undefined;
  /** Folder inside the repository, . for its root */
  readonly git_directory?: String_comparison_exp | null | undefined;
  /** Branch, tag or commit */
  readonly git_reference?: String_comparison_exp | null | undefined;
  /** Address of the repository, without credentials */
  readonly git_repository?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly log_lines?: log_lines_bool_exp | null | undefined;
  readonly log_lines_aggregate?: log_lines_aggregate_bool_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: build_statuses_enum_comparison_exp | null | undefined;
  /** What it is doing. */
  readonly step?: build_steps_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "builds" */
export type builds_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'builds_pkey';

/** input type for inserting data into table "builds" */
export type builds_insert_input = {
  /** sha256 over the contents; of an image the digest of its manifest */
  readonly artifact_digest?: string | null | undefined;
  /** What the detection found: procfile, node, python, static, dockerfile */
  readonly artifact_framework?: string | null | undefined;
  /** A folder of the machine or an image */
  readonly artifact_kind?: artifact_kinds_enum | null | undefined;
  /** Command of each process type. */
  readonly artifact_processes?: unknown;
  /** Where the artifact is: a path, or an image with its digest */
  readonly artifact_reference?: string | null | undefined;
  /** Since when its artifact is gone: only the newest of a service are kept. Such a version can be built again, not rolled back to. */
  readonly artifact_removed_at?: string | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly commit_statuses?: commit_statuses_arr_rel_insert_input | null | undefined;
  readonly config?: service_configs_obj_rel_insert_input | null | undefined;
  /** The version of the settings it was made with */
  readonly config_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who asked for the build by itself; null: a deployment needed it. */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  readonly deployments?: deployments_arr_rel_insert_input | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** The step that did not end well */
  readonly failure_step?: build_steps_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** The commit that the reference meant. */
  readonly git_commit?: string | null | undefined;
  /** Folder inside the repository, . for its root */
  readonly git_directory?: string | null | undefined;
  /** Branch, tag or commit */
  readonly git_reference?: string | null | undefined;
  /** Address of the repository, without credentials */
  readonly git_repository?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly log_lines?: log_lines_arr_rel_insert_input | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: build_statuses_enum | null | undefined;
  /** What it is doing. */
  readonly step?: build_steps_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "builds" */
export type builds_obj_rel_insert_input = {
  readonly data: builds_insert_input;
  /** upsert condition */
  readonly on_conflict?: builds_on_conflict | null | undefined;
};

/** on_conflict condition type for table "builds" */
export type builds_on_conflict = {
  readonly constraint: builds_constraint;
  readonly update_columns?: ReadonlyArray<builds_update_column>;
  readonly where?: builds_bool_exp | null | undefined;
};

/** select columns of table "builds" */
export type builds_select_column =
  /** column name */
  | 'artifact_digest'
  /** column name */
  | 'artifact_framework'
  /** column name */
  | 'artifact_kind'
  /** column name */
  | 'artifact_processes'
  /** column name */
  | 'artifact_reference'
  /** column name */
  | 'artifact_removed_at'
  /** column name */
  | 'config_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'git_commit'
  /** column name */
  | 'git_directory'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'step'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "builds" */
export type builds_set_input = {
  /** sha256 over the contents; of an image the digest of its manifest */
  readonly artifact_digest?: string | null | undefined;
  /** What the detection found: procfile, node, python, static, dockerfile */
  readonly artifact_framework?: string | null | undefined;
  /** A folder of the machine or an image */
  readonly artifact_kind?: artifact_kinds_enum | null | undefined;
  /** Command of each process type. */
  readonly artifact_processes?: unknown;
  /** Where the artifact is: a path, or an image with its digest */
  readonly artifact_reference?: string | null | undefined;
  /** Since when its artifact is gone: only the newest of a service are kept. Such a version can be built again, not rolled back to. */
  readonly artifact_removed_at?: string | null | undefined;
  /** The version of the settings it was made with */
  readonly config_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who asked for the build by itself; null: a deployment needed it. */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** The step that did not end well */
  readonly failure_step?: build_steps_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** The commit that the reference meant. */
  readonly git_commit?: string | null | undefined;
  /** Folder inside the repository, . for its root */
  readonly git_directory?: string | null | undefined;
  /** Branch, tag or commit */
  readonly git_reference?: string | null | undefined;
  /** Address of the repository, without credentials */
  readonly git_repository?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: build_statuses_enum | null | undefined;
  /** What it is doing. */
  readonly step?: build_steps_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "builds" */
export type builds_update_column =
  /** column name */
  | 'artifact_digest'
  /** column name */
  | 'artifact_framework'
  /** column name */
  | 'artifact_kind'
  /** column name */
  | 'artifact_processes'
  /** column name */
  | 'artifact_reference'
  /** column name */
  | 'artifact_removed_at'
  /** column name */
  | 'config_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'git_commit'
  /** column name */
  | 'git_directory'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'step'
  /** column name */
  | 'updated_at';

export type channel_types_enum =
  /** E-mail by the installation's SMTP server */
  | 'email'
  /** A Slack incoming webhook */
  | 'slack'
  /** Any HTTP address, signed like webhooks */
  | 'webhook';

/** Boolean expression to compare columns of type "channel_types_enum". All fields are combined with logical 'AND'. */
export type channel_types_enum_comparison_exp = {
  readonly _eq?: channel_types_enum | null | undefined;
  readonly _in?: ReadonlyArray<channel_types_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: channel_types_enum | null | undefined;
  readonly _nin?: ReadonlyArray<channel_types_enum> | null | undefined;
};

export type cluster_distributions_enum =
  /** K3s */
  | 'k3s'
  /** Any other Kubernetes, for registered clusters */
  | 'other'
  /** Rancher Kubernetes Engine 2 */
  | 'rke2';

/** Boolean expression to compare columns of type "cluster_distributions_enum". All fields are combined with logical 'AND'. */
export type cluster_distributions_enum_comparison_exp = {
  readonly _eq?: cluster_distributions_enum | null | undefined;
  readonly _in?: ReadonlyArray<cluster_distributions_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: cluster_distributions_enum | null | undefined;
  readonly _nin?: ReadonlyArray<cluster_distributions_enum> | null | undefined;
};

export type cluster_sources_enum =
  /** Made by the platform */
  | 'provisioned'
  /** It existed before; the platform only uses it */
  | 'registered';

/** Boolean expression to compare columns of type "cluster_sources_enum". All fields are combined with logical 'AND'. */
export type cluster_sources_enum_comparison_exp = {
  readonly _eq?: cluster_sources_enum | null | undefined;
  readonly _in?: ReadonlyArray<cluster_sources_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: cluster_sources_enum | null | undefined;
  readonly _nin?: ReadonlyArray<cluster_sources_enum> | null | undefined;
};

export type cluster_statuses_enum =
  /** It answers */
  | 'active'
  /** Gone */
  | 'deleted'
  /** Being taken down */
  | 'deleting'
  /** It could not be made or taken down; step and reason are named */
  | 'failed'
  /** Being made, or reached for the first time */
  | 'provisioning'
  /** A node pool is changing */
  | 'scaling'
  /** It did not answer when it was last asked */
  | 'unreachable'
  /** Its Kubernetes version is changing */
  | 'upgrading';

/** Boolean expression to compare columns of type "cluster_statuses_enum". All fields are combined with logical 'AND'. */
export type cluster_statuses_enum_comparison_exp = {
  readonly _eq?: cluster_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<cluster_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: cluster_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<cluster_statuses_enum> | null | undefined;
};

export type clusters_aggregate_bool_exp = {
  readonly bool_and?: clusters_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: clusters_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: clusters_aggregate_bool_exp_count | null | undefined;
};

export type clusters_aggregate_bool_exp_bool_and = {
  readonly arguments: clusters_select_column_clusters_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: clusters_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type clusters_aggregate_bool_exp_bool_or = {
  readonly arguments: clusters_select_column_clusters_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: clusters_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type clusters_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<clusters_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: clusters_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "clusters" */
export type clusters_arr_rel_insert_input = {
  readonly data: ReadonlyArray<clusters_insert_input>;
  /** upsert condition */
  readonly on_conflict?: clusters_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "clusters". All fields are combined with a logical 'AND'. */
export type clusters_bool_exp = {
  readonly _and?: ReadonlyArray<clusters_bool_exp> | null | undefined;
  readonly _not?: clusters_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<clusters_bool_exp> | null | undefined;
  /** Address of the Kubernetes API */
  readonly api_server_url?: String_comparison_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  /** Which Kubernetes it is */
  readonly distribution?: cluster_distributions_enum_comparison_exp | null | undefined;
  readonly environments?: environments_bool_exp | null | undefined;
  readonly environments_aggregate?: environments_aggregate_bool_exp | null | undefined;
  /** What went wrong last. A cluster that could not be scaled is active again and says so here. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: cluster_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: Int_comparison_exp | null | undefined;
  /** When somebody deleted it with what was in it, since it is lost; null: it goes when nothing is in it any more. */
  readonly given_up_at?: timestamptz_comparison_exp | null | undefined;
  /** Who gave it up */
  readonly given_up_by?: uuid_comparison_exp | null | undefined;
  readonly given_up_by_user?: users_bool_exp | null | undefined;
  /** What was in it then, by name: it may run on where the cluster is, and nobody looks after it. */
  readonly given_up_note?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Virtual clusters of other organizations may be placed in it. Only the platform sets it. */
  readonly is_shared?: Boolean_comparison_exp | null | undefined;
  readonly kubeconfig_grants?: kubeconfig_grants_bool_exp | null | undefined;
  readonly kubeconfig_grants_aggregate?: kubeconfig_grants_aggregate_bool_exp | null | undefined;
  /** The version that is wanted; null for registered clusters: theirs is not ours to choose. */
  readonly kubernetes_version?: String_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly node_pools?: node_pools_bool_exp | null | undefined;
  readonly node_pools_aggregate?: node_pools_aggregate_bool_exp | null | undefined;
  /** Nodes last seen. */
  readonly nodes?: Int_comparison_exp | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: timestamptz_comparison_exp | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: Int_comparison_exp | null | undefined;
  /** The Kubernetes version that was last seen. */
  readonly observed_version?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** The adapter that looks after it, for example rancher; null: none does yet. */
  readonly provider?: String_comparison_exp | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: Int_comparison_exp | null | undefined;
  readonly region?: regions_bool_exp | null | undefined;
  /** The region it is in */
  readonly region_id?: uuid_comparison_exp | null | undefined;
  /** The kubeconfig it was registered with, encrypted. No role reads it. */
  readonly sealed_kubeconfig?: String_comparison_exp | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: String_comparison_exp | null | undefined;
  /** Provisioned here or registered */
  readonly source?: cluster_sources_enum_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: cluster_statuses_enum_comparison_exp | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: timestamptz_comparison_exp | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: String_comparison_exp | null | undefined;
  readonly tenant_clusters?: tenant_clusters_bool_exp | null | undefined;
  readonly tenant_clusters_aggregate?: tenant_clusters_aggregate_bool_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "clusters" */
export type clusters_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'clusters_pkey'
  /** unique or primary key constraint on columns "organization_id", "slug" */
  | 'clusters_slug_idx';

/** input type for inserting data into table "clusters" */
export type clusters_insert_input = {
  /** Address of the Kubernetes API */
  readonly api_server_url?: string | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** Which Kubernetes it is */
  readonly distribution?: cluster_distributions_enum | null | undefined;
  readonly environments?: environments_arr_rel_insert_input | null | undefined;
  /** What went wrong last. A cluster that could not be scaled is active again and says so here. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: cluster_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: number | null | undefined;
  /** When somebody deleted it with what was in it, since it is lost; null: it goes when nothing is in it any more. */
  readonly given_up_at?: string | null | undefined;
  /** Who gave it up */
  readonly given_up_by?: string | null | undefined;
  readonly given_up_by_user?: users_obj_rel_insert_input | null | undefined;
  /** What was in it then, by name: it may run on where the cluster is, and nobody looks after it. */
  readonly given_up_note?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Virtual clusters of other organizations may be placed in it. Only the platform sets it. */
  readonly is_shared?: boolean | null | undefined;
  readonly kubeconfig_grants?: kubeconfig_grants_arr_rel_insert_input | null | undefined;
  /** The version that is wanted; null for registered clusters: theirs is not ours to choose. */
  readonly kubernetes_version?: string | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly node_pools?: node_pools_arr_rel_insert_input | null | undefined;
  /** Nodes last seen. */
  readonly nodes?: number | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: number | null | undefined;
  /** The Kubernetes version that was last seen. */
  readonly observed_version?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The adapter that looks after it, for example rancher; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  readonly region?: regions_obj_rel_insert_input | null | undefined;
  /** The region it is in */
  readonly region_id?: string | null | undefined;
  /** The kubeconfig it was registered with, encrypted. No role reads it. */
  readonly sealed_kubeconfig?: string | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** Provisioned here or registered */
  readonly source?: cluster_sources_enum | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: cluster_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  readonly tenant_clusters?: tenant_clusters_arr_rel_insert_input | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "clusters" */
export type clusters_obj_rel_insert_input = {
  readonly data: clusters_insert_input;
  /** upsert condition */
  readonly on_conflict?: clusters_on_conflict | null | undefined;
};

/** on_conflict condition type for table "clusters" */
export type clusters_on_conflict = {
  readonly constraint: clusters_constraint;
  readonly update_columns?: ReadonlyArray<clusters_update_column>;
  readonly where?: clusters_bool_exp | null | undefined;
};

/** select columns of table "clusters" */
export type clusters_select_column =
  /** column name */
  | 'api_server_url'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'distribution'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'given_up_at'
  /** column name */
  | 'given_up_by'
  /** column name */
  | 'given_up_note'
  /** column name */
  | 'id'
  /** column name */
  | 'is_shared'
  /** column name */
  | 'kubernetes_version'
  /** column name */
  | 'name'
  /** column name */
  | 'nodes'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'observed_version'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'region_id'
  /** column name */
  | 'sealed_kubeconfig'
  /** column name */
  | 'slug'
  /** column name */
  | 'source'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'updated_at';

/** select "clusters_aggregate_bool_exp_bool_and_arguments_columns" columns of table "clusters" */
export type clusters_select_column_clusters_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'is_shared';

/** select "clusters_aggregate_bool_exp_bool_or_arguments_columns" columns of table "clusters" */
export type clusters_select_column_clusters_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'is_shared';

/** input type for updating data in table "clusters" */
export type clusters_set_input = {
  /** Address of the Kubernetes API */
  readonly api_server_url?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** Which Kubernetes it is */
  readonly distribution?: cluster_distributions_enum | null | undefined;
  /** What went wrong last. A cluster that could not be scaled is active again and says so here. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: cluster_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: number | null | undefined;
  /** When somebody deleted it with what was in it, since it is lost; null: it goes when nothing is in it any more. */
  readonly given_up_at?: string | null | undefined;
  /** Who gave it up */
  readonly given_up_by?: string | null | undefined;
  /** What was in it then, by name: it may run on where the cluster is, and nobody looks after it. */
  readonly given_up_note?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Virtual clusters of other organizations may be placed in it. Only the platform sets it. */
  readonly is_shared?: boolean | null | undefined;
  /** The version that is wanted; null for registered clusters: theirs is not ours to choose. */
  readonly kubernetes_version?: string | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Nodes last seen. */
  readonly nodes?: number | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: number | null | undefined;
  /** The Kubernetes version that was last seen. */
  readonly observed_version?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The adapter that looks after it, for example rancher; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** The region it is in */
  readonly region_id?: string | null | undefined;
  /** The kubeconfig it was registered with, encrypted. No role reads it. */
  readonly sealed_kubeconfig?: string | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** Provisioned here or registered */
  readonly source?: cluster_sources_enum | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: cluster_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "clusters" */
export type clusters_update_column =
  /** column name */
  | 'api_server_url'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'distribution'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'given_up_at'
  /** column name */
  | 'given_up_by'
  /** column name */
  | 'given_up_note'
  /** column name */
  | 'id'
  /** column name */
  | 'is_shared'
  /** column name */
  | 'kubernetes_version'
  /** column name */
  | 'name'
  /** column name */
  | 'nodes'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'observed_version'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'region_id'
  /** column name */
  | 'sealed_kubeconfig'
  /** column name */
  | 'slug'
  /** column name */
  | 'source'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'updated_at';

export type commit_states_enum =
  /** It was cancelled or rejected */
  | 'cancelled'
  /** It failed */
  | 'failed'
  /** It waits */
  | 'pending'
  /** It is under way */
  | 'running'
  /** It succeeded */
  | 'succeeded';

/** Boolean expression to compare columns of type "commit_states_enum". All fields are combined with logical 'AND'. */
export type commit_states_enum_comparison_exp = {
  readonly _eq?: commit_states_enum | null | undefined;
  readonly _in?: ReadonlyArray<commit_states_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: commit_states_enum | null | undefined;
  readonly _nin?: ReadonlyArray<commit_states_enum> | null | undefined;
};

export type commit_statuses_aggregate_bool_exp = {
  readonly bool_and?: commit_statuses_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: commit_statuses_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: commit_statuses_aggregate_bool_exp_count | null | undefined;
};

export type commit_statuses_aggregate_bool_exp_bool_and = {
  readonly arguments: commit_statuses_select_column_commit_statuses_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: commit_statuses_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type commit_statuses_aggregate_bool_exp_bool_or = {
  readonly arguments: commit_statuses_select_column_commit_statuses_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: commit_statuses_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type commit_statuses_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<commit_statuses_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: commit_statuses_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "commit_statuses" */
export type commit_statuses_arr_rel_insert_input = {
  readonly data: ReadonlyArray<commit_statuses_insert_input>;
  /** upsert condition */
  readonly on_conflict?: commit_statuses_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "commit_statuses". All fields are combined with a logical 'AND'. */
export type commit_statuses_bool_exp = {
  readonly _and?: ReadonlyArray<commit_statuses_bool_exp> | null | undefined;
  readonly _not?: commit_statuses_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<commit_statuses_bool_exp> | null | undefined;
  /** Attempts at this state. */
  readonly attempts?: Int_comparison_exp | null | undefined;
  readonly build?: builds_bool_exp | null | undefined;
  /** The build that it is about; null: a deployment. */
  readonly build_id?: uuid_comparison_exp | null | undefined;
  /** When there was something to report for the first time. */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment that it is about; null: a build. */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** Why the host does not know the state: what the newest attempt ran into, or that there is nobody to tell. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** Full hash. */
  readonly git_commit?: String_comparison_exp | null | undefined;
  /** Its address, as the build was given it. */
  readonly git_repository?: String_comparison_exp | null | undefined;
  /** Of this row alone. */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Whether there is something to report, and it was not given up. */
  readonly is_open?: Boolean_comparison_exp | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: timestamptz_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** Of the build or deployment. */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** Of the build or deployment. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** When. */
  readonly reported_at?: timestamptz_comparison_exp | null | undefined;
  /** What it was told last; null: nothing yet. */
  readonly reported_state?: commit_states_enum_comparison_exp | null | undefined;
  /** What the host shall show. */
  readonly state?: commit_states_enum_comparison_exp | null | undefined;
  /** When the row changed last. */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "commit_statuses" */
export type commit_statuses_constraint =
  /** unique or primary key constraint on columns "build_id" */
  | 'commit_statuses_build_key'
  /** unique or primary key constraint on columns "deployment_id" */
  | 'commit_statuses_deployment_key'
  /** unique or primary key constraint on columns "id" */
  | 'commit_statuses_pkey';

/** input type for inserting data into table "commit_statuses" */
export type commit_statuses_insert_input = {
  /** Attempts at this state. */
  readonly attempts?: number | null | undefined;
  readonly build?: builds_obj_rel_insert_input | null | undefined;
  /** The build that it is about; null: a deployment. */
  readonly build_id?: string | null | undefined;
  /** When there was something to report for the first time. */
  readonly created_at?: string | null | undefined;
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment that it is about; null: a build. */
  readonly deployment_id?: string | null | undefined;
  /** Why the host does not know the state: what the newest attempt ran into, or that there is nobody to tell. */
  readonly failure_reason?: string | null | undefined;
  /** Full hash. */
  readonly git_commit?: string | null | undefined;
  /** Its address, as the build was given it. */
  readonly git_repository?: string | null | undefined;
  /** Of this row alone. */
  readonly id?: string | null | undefined;
  /** Whether there is something to report, and it was not given up. */
  readonly is_open?: boolean | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** Of the build or deployment. */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** Of the build or deployment. */
  readonly project_id?: string | null | undefined;
  /** When. */
  readonly reported_at?: string | null | undefined;
  /** What it was told last; null: nothing yet. */
  readonly reported_state?: commit_states_enum | null | undefined;
  /** What the host shall show. */
  readonly state?: commit_states_enum | null | undefined;
  /** When the row changed last. */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "commit_statuses" */
export type commit_statuses_on_conflict = {
  readonly constraint: commit_statuses_constraint;
  readonly update_columns?: ReadonlyArray<commit_statuses_update_column>;
  readonly where?: commit_statuses_bool_exp | null | undefined;
};

/** select columns of table "commit_statuses" */
export type commit_statuses_select_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'build_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'git_commit'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'is_open'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reported_at'
  /** column name */
  | 'reported_state'
  /** column name */
  | 'state'
  /** column name */
  | 'updated_at';

/** select "commit_statuses_aggregate_bool_exp_bool_and_arguments_columns" columns of table "commit_statuses" */
export type commit_statuses_select_column_commit_statuses_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'is_open';

/** select "commit_statuses_aggregate_bool_exp_bool_or_arguments_columns" columns of table "commit_statuses" */
export type commit_statuses_select_column_commit_statuses_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'is_open';

/** input type for updating data in table "commit_statuses" */
export type commit_statuses_set_input = {
  /** Attempts at this state. */
  readonly attempts?: number | null | undefined;
  /** The build that it is about; null: a deployment. */
  readonly build_id?: string | null | undefined;
  /** When there was something to report for the first time. */
  readonly created_at?: string | null | undefined;
  /** The deployment that it is about; null: a build. */
  readonly deployment_id?: string | null | undefined;
  /** Why the host does not know the state: what the newest attempt ran into, or that there is nobody to tell. */
  readonly failure_reason?: string | null | undefined;
  /** Full hash. */
  readonly git_commit?: string | null | undefined;
  /** Its address, as the build was given it. */
  readonly git_repository?: string | null | undefined;
  /** Of this row alone. */
  readonly id?: string | null | undefined;
  /** Whether there is something to report, and it was not given up. */
  readonly is_open?: boolean | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  /** Of the build or deployment. */
  readonly organization_id?: string | null | undefined;
  /** Of the build or deployment. */
  readonly project_id?: string | null | undefined;
  /** When. */
  readonly reported_at?: string | null | undefined;
  /** What it was told last; null: nothing yet. */
  readonly reported_state?: commit_states_enum | null | undefined;
  /** What the host shall show. */
  readonly state?: commit_states_enum | null | undefined;
  /** When the row changed last. */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "commit_statuses" */
export type commit_statuses_update_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'build_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'git_commit'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'is_open'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reported_at'
  /** column name */
  | 'reported_state'
  /** column name */
  | 'state'
  /** column name */
  | 'updated_at';

export type concurrency_policies_enum =
  /** Both run */
  | 'allow'
  /** The later one is skipped */
  | 'forbid'
  /** The earlier one is stopped */
  | 'replace';

/** Boolean expression to compare columns of type "concurrency_policies_enum". All fields are combined with logical 'AND'. */
export type concurrency_policies_enum_comparison_exp = {
  readonly _eq?: concurrency_policies_enum | null | undefined;
  readonly _in?: ReadonlyArray<concurrency_policies_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: concurrency_policies_enum | null | undefined;
  readonly _nin?: ReadonlyArray<concurrency_policies_enum> | null | undefined;
};

/** input type for inserting data into table "config_applications" */
export type config_applications_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** What was created, updated and deleted, with the names of the fields; no values. */
  readonly changes?: unknown;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** What the plan saw: of projects, environments and services when they were changed last, of settings their version, of instances their replicas, by id. */
  readonly expected?: unknown;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
};

export type database_backups_aggregate_bool_exp = {
  readonly count?: database_backups_aggregate_bool_exp_count | null | undefined;
};

export type database_backups_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<database_backups_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_backups_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "database_backups" */
export type database_backups_arr_rel_insert_input = {
  readonly data: ReadonlyArray<database_backups_insert_input>;
  /** upsert condition */
  readonly on_conflict?: database_backups_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "database_backups". All fields are combined with a logical 'AND'. */
export type database_backups_bool_exp = {
  readonly _and?: ReadonlyArray<database_backups_bool_exp> | null | undefined;
  readonly _not?: database_backups_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<database_backups_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** The moment whose content it holds. */
  readonly consistent_at?: timestamptz_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly database?: databases_bool_exp | null | undefined;
  /** The database */
  readonly database_id?: uuid_comparison_exp | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  /** A few words for people */
  readonly description?: String_comparison_exp | null | undefined;
  /** Version of the engine that made it */
  readonly engine_version?: String_comparison_exp | null | undefined;
  /** When it is removed; null: kept until somebody removes it. */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: backup_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: backup_kinds_enum_comparison_exp | null | undefined;
  /** Where it is kept, in the provider's words. */
  readonly location?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: bigint_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: backup_statuses_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "database_backups" */
export type database_backups_constraint =
  /** unique or primary key constraint on columns "database_id" */
  | 'database_backups_one_open_idx'
  /** unique or primary key constraint on columns "id" */
  | 'database_backups_pkey';

/** input type for inserting data into table "database_backups" */
export type database_backups_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** The moment whose content it holds. */
  readonly consistent_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly database?: databases_obj_rel_insert_input | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** A few words for people */
  readonly description?: string | null | undefined;
  /** Version of the engine that made it */
  readonly engine_version?: string | null | undefined;
  /** When it is removed; null: kept until somebody removes it. */
  readonly expires_at?: string | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: backup_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: backup_kinds_enum | null | undefined;
  /** Where it is kept, in the provider's words. */
  readonly location?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: backup_statuses_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "database_backups" */
export type database_backups_obj_rel_insert_input = {
  readonly data: database_backups_insert_input;
  /** upsert condition */
  readonly on_conflict?: database_backups_on_conflict | null | undefined;
};

/** on_conflict condition type for table "database_backups" */
export type database_backups_on_conflict = {
  readonly constraint: database_backups_constraint;
  readonly update_columns?: ReadonlyArray<database_backups_update_column>;
  readonly where?: database_backups_bool_exp | null | undefined;
};

/** select columns of table "database_backups" */
export type database_backups_select_column =
  /** column name */
  | 'consistent_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'description'
  /** column name */
  | 'engine_version'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'kind'
  /** column name */
  | 'location'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'size_bytes'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "database_backups" */
export type database_backups_set_input = {
  /** The moment whose content it holds. */
  readonly consistent_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** A few words for people */
  readonly description?: string | null | undefined;
  /** Version of the engine that made it */
  readonly engine_version?: string | null | undefined;
  /** When it is removed; null: kept until somebody removes it. */
  readonly expires_at?: string | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: backup_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: backup_kinds_enum | null | undefined;
  /** Where it is kept, in the provider's words. */
  readonly location?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: backup_statuses_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "database_backups" */
export type database_backups_update_column =
  /** column name */
  | 'consistent_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'description'
  /** column name */
  | 'engine_version'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'kind'
  /** column name */
  | 'location'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'size_bytes'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'updated_at';

export type database_bindings_aggregate_bool_exp = {
  readonly bool_and?: database_bindings_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: database_bindings_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: database_bindings_aggregate_bool_exp_count | null | undefined;
};

export type database_bindings_aggregate_bool_exp_bool_and = {
  readonly arguments: database_bindings_select_column_database_bindings_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_bindings_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type database_bindings_aggregate_bool_exp_bool_or = {
  readonly arguments: database_bindings_select_column_database_bindings_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_bindings_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type database_bindings_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<database_bindings_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_bindings_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "database_bindings" */
export type database_bindings_arr_rel_insert_input = {
  readonly data: ReadonlyArray<database_bindings_insert_input>;
  /** upsert condition */
  readonly on_conflict?: database_bindings_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "database_bindings". All fields are combined with a logical 'AND'. */
export type database_bindings_bool_exp = {
  readonly _and?: ReadonlyArray<database_bindings_bool_exp> | null | undefined;
  readonly _not?: database_bindings_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<database_bindings_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly database?: databases_bool_exp | null | undefined;
  /** The database */
  readonly database_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The address of the connection pool instead, where there is one. */
  readonly use_pooler?: Boolean_comparison_exp | null | undefined;
  /** The variable's name. */
  readonly variable?: String_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "database_bindings" */
export type database_bindings_constraint =
  /** unique or primary key constraint on columns "service_id", "database_id", "variable" */
  | 'database_bindings_key'
  /** unique or primary key constraint on columns "id" */
  | 'database_bindings_pkey';

/** input type for inserting data into table "database_bindings" */
export type database_bindings_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly database?: databases_obj_rel_insert_input | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The address of the connection pool instead, where there is one. */
  readonly use_pooler?: boolean | null | undefined;
  /** The variable's name. */
  readonly variable?: string | null | undefined;
};

/** on_conflict condition type for table "database_bindings" */
export type database_bindings_on_conflict = {
  readonly constraint: database_bindings_constraint;
  readonly update_columns?: ReadonlyArray<database_bindings_update_column>;
  readonly where?: database_bindings_bool_exp | null | undefined;
};

/** select columns of table "database_bindings" */
export type database_bindings_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'use_pooler'
  /** column name */
  | 'variable';

/** select "database_bindings_aggregate_bool_exp_bool_and_arguments_columns" columns of table "database_bindings" */
export type database_bindings_select_column_database_bindings_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'use_pooler';

/** select "database_bindings_aggregate_bool_exp_bool_or_arguments_columns" columns of table "database_bindings" */
export type database_bindings_select_column_database_bindings_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'use_pooler';

/** update columns of table "database_bindings" */
export type database_bindings_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'use_pooler'
  /** column name */
  | 'variable';

export type database_credentials_aggregate_bool_exp = {
  readonly count?: database_credentials_aggregate_bool_exp_count | null | undefined;
};

export type database_credentials_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<database_credentials_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_credentials_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "database_credentials" */
export type database_credentials_arr_rel_insert_input = {
  readonly data: ReadonlyArray<database_credentials_insert_input>;
  /** upsert condition */
  readonly on_conflict?: database_credentials_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "database_credentials". All fields are combined with a logical 'AND'. */
export type database_credentials_bool_exp = {
  readonly _and?: ReadonlyArray<database_credentials_bool_exp> | null | undefined;
  readonly _not?: database_credentials_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<database_credentials_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly database?: databases_bool_exp | null | undefined;
  /** The database */
  readonly database_id?: uuid_comparison_exp | null | undefined;
  /** When it stops working; null: it is the current one. */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** When somebody was last shown the password. */
  readonly revealed_at?: timestamptz_comparison_exp | null | undefined;
  /** Who was last shown the password; the audit log knows all of them. */
  readonly revealed_by?: uuid_comparison_exp | null | undefined;
  readonly revealed_to?: users_bool_exp | null | undefined;
  /** Encrypted; revealDatabaseCredentials shows it, and the audit log knows to whom. */
  readonly sealed_password?: String_comparison_exp | null | undefined;
  /** The name to sign in with */
  readonly username?: String_comparison_exp | null | undefined;
  /** Counts up from 1 in each database. */
  readonly version?: Int_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "database_credentials" */
export type database_credentials_constraint =
  /** unique or primary key constraint on columns "database_id" */
  | 'database_credentials_current_idx'
  /** unique or primary key constraint on columns "id" */
  | 'database_credentials_pkey'
  /** unique or primary key constraint on columns "database_id", "version" */
  | 'database_credentials_version_key';

/** input type for inserting data into table "database_credentials" */
export type database_credentials_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly database?: databases_obj_rel_insert_input | null | undefined;
  /** The database */
  readonly database_id?: string | null | undefined;
  /** When it stops working; null: it is the current one. */
  readonly expires_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** When somebody was last shown the password. */
  readonly revealed_at?: string | null | undefined;
  /** Who was last shown the password; the audit log knows all of them. */
  readonly revealed_by?: string | null | undefined;
  readonly revealed_to?: users_obj_rel_insert_input | null | undefined;
  /** Encrypted; revealDatabaseCredentials shows it, and the audit log knows to whom. */
  readonly sealed_password?: string | null | undefined;
  /** The name to sign in with */
  readonly username?: string | null | undefined;
  /** Counts up from 1 in each database. */
  readonly version?: number | null | undefined;
};

/** on_conflict condition type for table "database_credentials" */
export type database_credentials_on_conflict = {
  readonly constraint: database_credentials_constraint;
  readonly update_columns?: ReadonlyArray<database_credentials_update_column>;
  readonly where?: database_credentials_bool_exp | null | undefined;
};

/** select columns of table "database_credentials" */
export type database_credentials_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'revealed_at'
  /** column name */
  | 'revealed_by'
  /** column name */
  | 'sealed_password'
  /** column name */
  | 'username'
  /** column name */
  | 'version';

/** update columns of table "database_credentials" */
export type database_credentials_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_id'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'revealed_at'
  /** column name */
  | 'revealed_by'
  /** column name */
  | 'sealed_password'
  /** column name */
  | 'username'
  /** column name */
  | 'version';

export type database_engines_enum =
  /** PostgreSQL */
  | 'postgresql'
  /** YugabyteDB, PostgreSQL-compatible and distributed */
  | 'yugabytedb';

/** Boolean expression to compare columns of type "database_engines_enum". All fields are combined with logical 'AND'. */
export type database_engines_enum_comparison_exp = {
  readonly _eq?: database_engines_enum | null | undefined;
  readonly _in?: ReadonlyArray<database_engines_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: database_engines_enum | null | undefined;
  readonly _nin?: ReadonlyArray<database_engines_enum> | null | undefined;
};

export type database_restores_aggregate_bool_exp = {
  readonly count?: database_restores_aggregate_bool_exp_count | null | undefined;
};

export type database_restores_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<database_restores_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: database_restores_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "database_restores" */
export type database_restores_arr_rel_insert_input = {
  readonly data: ReadonlyArray<database_restores_insert_input>;
  /** upsert condition */
  readonly on_conflict?: database_restores_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "database_restores". All fields are combined with a logical 'AND'. */
export type database_restores_bool_exp = {
  readonly _and?: ReadonlyArray<database_restores_bool_exp> | null | undefined;
  readonly _not?: database_restores_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<database_restores_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly backup?: database_backups_bool_exp | null | undefined;
  /** The backup it is brought back from; null when a moment was named. */
  readonly backup_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  /** What went wrong. A database that was restored in place then goes on with the content it had. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: restore_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly source_database?: databases_bool_exp | null | undefined;
  /** The database that is restored */
  readonly source_database_id?: uuid_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: restore_statuses_enum_comparison_exp | null | undefined;
  readonly target_database?: databases_bool_exp | null | undefined;
  /** The database that gets the content: the source itself, or a new one. */
  readonly target_database_id?: uuid_comparison_exp | null | undefined;
  /** The moment whose content is brought back. */
  readonly target_time?: timestamptz_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "database_restores" */
export type database_restores_constraint =
  /** unique or primary key constraint on columns "target_database_id" */
  | 'database_restores_one_open_idx'
  /** unique or primary key constraint on columns "id" */
  | 'database_restores_pkey';

/** input type for inserting data into table "database_restores" */
export type database_restores_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly backup?: database_backups_obj_rel_insert_input | null | undefined;
  /** The backup it is brought back from; null when a moment was named. */
  readonly backup_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What went wrong. A database that was restored in place then goes on with the content it had. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: restore_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  readonly source_database?: databases_obj_rel_insert_input | null | undefined;
  /** The database that is restored */
  readonly source_database_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: restore_statuses_enum | null | undefined;
  readonly target_database?: databases_obj_rel_insert_input | null | undefined;
  /** The database that gets the content: the source itself, or a new one. */
  readonly target_database_id?: string | null | undefined;
  /** The moment whose content is brought back. */
  readonly target_time?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "database_restores" */
export type database_restores_on_conflict = {
  readonly constraint: database_restores_constraint;
  readonly update_columns?: ReadonlyArray<database_restores_update_column>;
  readonly where?: database_restores_bool_exp | null | undefined;
};

/** select columns of table "database_restores" */
export type database_restores_select_column =
  /** column name */
  | 'backup_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'source_database_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'target_database_id'
  /** column name */
  | 'target_time'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "database_restores" */
export type database_restores_set_input = {
  /** The backup it is brought back from; null when a moment was named. */
  readonly backup_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What went wrong. A database that was restored in place then goes on with the content it had. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: restore_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The database that is restored */
  readonly source_database_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: restore_statuses_enum | null | undefined;
  /** The database that gets the content: the source itself, or a new one. */
  readonly target_database_id?: string | null | undefined;
  /** The moment whose content is brought back. */
  readonly target_time?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "database_restores" */
export type database_restores_update_column =
  /** column name */
  | 'backup_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'source_database_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'target_database_id'
  /** column name */
  | 'target_time'
  /** column name */
  | 'updated_at';

export type database_statuses_enum =
  /** It serves, and a backup is being taken */
  | 'backing_up'
  /** Gone */
  | 'deleted'
  /** Being removed */
  | 'deleting'
  /** It could not be made or removed; step and reason are named */
  | 'failed'
  /** A replica is taking over */
  | 'failing_over'
  /** Its platform does not have it any more, nor its data: it can be restored from a backup, or deleted */
  | 'lost'
  /** Being made */
  | 'provisioning'
  /** Its content is being brought back */
  | 'restoring'
  /** It accepts connections */
  | 'running'
  /** Its nodes or their size are changing */
  | 'scaling'
  /** It did not answer when it was last asked */
  | 'unreachable';

/** Boolean expression to compare columns of type "database_statuses_enum". All fields are combined with logical 'AND'. */
export type database_statuses_enum_comparison_exp = {
  readonly _eq?: database_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<database_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: database_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<database_statuses_enum> | null | undefined;
};

export type databases_aggregate_bool_exp = {
  readonly bool_and?: databases_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: databases_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: databases_aggregate_bool_exp_count | null | undefined;
};

export type databases_aggregate_bool_exp_bool_and = {
  readonly arguments: databases_select_column_databases_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: databases_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type databases_aggregate_bool_exp_bool_or = {
  readonly arguments: databases_select_column_databases_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: databases_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type databases_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<databases_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: databases_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "databases" */
export type databases_arr_rel_insert_input = {
  readonly data: ReadonlyArray<databases_insert_input>;
  /** upsert condition */
  readonly on_conflict?: databases_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "databases". All fields are combined with a logical 'AND'. */
export type databases_bool_exp = {
  readonly _and?: ReadonlyArray<databases_bool_exp> | null | undefined;
  readonly _not?: databases_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<databases_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly backups?: database_backups_bool_exp | null | undefined;
  readonly backups_aggregate?: database_backups_aggregate_bool_exp | null | undefined;
  readonly bindings?: database_bindings_bool_exp | null | undefined;
  readonly bindings_aggregate?: database_bindings_aggregate_bool_exp | null | undefined;
  /** Of each node. */
  readonly cpu_millicores?: Int_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly credentials?: database_credentials_bool_exp | null | undefined;
  readonly credentials_aggregate?: database_credentials_aggregate_bool_exp | null | undefined;
  /** What to connect to on the server. */
  readonly database_name?: String_comparison_exp | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  /** What answers: of a database its engine */
  readonly engine?: database_engines_enum_comparison_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** What went wrong last. A database that could not be scaled is running again and says so here. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: database_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: Int_comparison_exp | null | undefined;
  /** Where it accepts connections. */
  readonly host?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Its backups outlive it. */
  readonly keep_backups?: Boolean_comparison_exp | null | undefined;
  /** Of each node. */
  readonly memory_megabytes?: Int_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  /** How many nodes are wanted. */
  readonly nodes?: Int_comparison_exp | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: timestamptz_comparison_exp | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: Int_comparison_exp | null | undefined;
  /** The version that was seen */
  readonly observed_version?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** Where its connection pool accepts connections; null: it has none. */
  readonly pooler_host?: String_comparison_exp | null | undefined;
  /** Port of the pooler */
  readonly pooler_port?: Int_comparison_exp | null | undefined;
  /** A connection pool with an endpoint of its own is wanted. */
  readonly pooling?: Boolean_comparison_exp | null | undefined;
  /** Port on which it answers */
  readonly port?: Int_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The adapter that looks after it, for example local or yugabyte; null: none does yet. */
  readonly provider?: String_comparison_exp | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: Int_comparison_exp | null | undefined;
  /** The earliest moment to which it can be restored. */
  readonly recoverable_from?: timestamptz_comparison_exp | null | undefined;
  /** The latest moment to which it can be restored. */
  readonly recoverable_until?: timestamptz_comparison_exp | null | undefined;
  readonly region?: regions_bool_exp | null | undefined;
  /** The region it is in */
  readonly region_id?: uuid_comparison_exp | null | undefined;
  readonly restores?: database_restores_bool_exp | null | undefined;
  readonly restores_aggregate?: database_restores_aggregate_bool_exp | null | undefined;
  readonly restores_from?: database_restores_bool_exp | null | undefined;
  readonly restores_from_aggregate?: database_restores_aggregate_bool_exp | null | undefined;
  readonly schedules?: backup_schedules_bool_exp | null | undefined;
  readonly schedules_aggregate?: backup_schedules_aggregate_bool_exp | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: bigint_comparison_exp | null | undefined;
  /** Name in the project, unique in its environment. It never changes. */
  readonly slug?: String_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: database_statuses_enum_comparison_exp | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: timestamptz_comparison_exp | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** Of each node. */
  readonly storage_gigabytes?: Int_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** The engine's version that is wanted; null: the provider's newest. */
  readonly version?: String_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "databases" */
export type databases_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'databases_pkey'
  /** unique or primary key constraint on columns "environment_id", "slug" */
  | 'databases_slug_idx';

/** input type for incrementing numeric columns in table "databases" */
export type databases_inc_input = {
  /** Of each node. */
  readonly cpu_millicores?: number | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: number | null | undefined;
  /** Of each node. */
  readonly memory_megabytes?: number | null | undefined;
  /** How many nodes are wanted. */
  readonly nodes?: number | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: number | null | undefined;
  /** Port of the pooler */
  readonly pooler_port?: number | null | undefined;
  /** Port on which it answers */
  readonly port?: number | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: string | null | undefined;
  /** Of each node. */
  readonly storage_gigabytes?: number | null | undefined;
};

/** input type for inserting data into table "databases" */
export type databases_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly backups?: database_backups_arr_rel_insert_input | null | undefined;
  readonly bindings?: database_bindings_arr_rel_insert_input | null | undefined;
  /** Of each node. */
  readonly cpu_millicores?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly credentials?: database_credentials_arr_rel_insert_input | null | undefined;
  /** What to connect to on the server. */
  readonly database_name?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What answers: of a database its engine */
  readonly engine?: database_engines_enum | null | undefined;
  readonly environment?: environments_obj_rel_insert_input | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** What went wrong last. A database that could not be scaled is running again and says so here. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: database_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: number | null | undefined;
  /** Where it accepts connections. */
  readonly host?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Its backups outlive it. */
  readonly keep_backups?: boolean | null | undefined;
  /** Of each node. */
  readonly memory_megabytes?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** How many nodes are wanted. */
  readonly nodes?: number | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: number | null | undefined;
  /** The version that was seen */
  readonly observed_version?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** Where its connection pool accepts connections; null: it has none. */
  readonly pooler_host?: string | null | undefined;
  /** Port of the pooler */
  readonly pooler_port?: number | null | undefined;
  /** A connection pool with an endpoint of its own is wanted. */
  readonly pooling?: boolean | null | undefined;
  /** Port on which it answers */
  readonly port?: number | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The adapter that looks after it, for example local or yugabyte; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** The earliest moment to which it can be restored. */
  readonly recoverable_from?: string | null | undefined;
  /** The latest moment to which it can be restored. */
  readonly recoverable_until?: string | null | undefined;
  readonly region?: regions_obj_rel_insert_input | null | undefined;
  /** The region it is in */
  readonly region_id?: string | null | undefined;
  readonly restores?: database_restores_arr_rel_insert_input | null | undefined;
  readonly restores_from?: database_restores_arr_rel_insert_input | null | undefined;
  readonly schedules?: backup_schedules_arr_rel_insert_input | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: string | null | undefined;
  /** Name in the project, unique in its environment. It never changes. */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: database_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Of each node. */
  readonly storage_gigabytes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** The engine's version that is wanted; null: the provider's newest. */
  readonly version?: string | null | undefined;
};

/** input type for inserting object relation for remote table "databases" */
export type databases_obj_rel_insert_input = {
  readonly data: databases_insert_input;
  /** upsert condition */
  readonly on_conflict?: databases_on_conflict | null | undefined;
};

/** on_conflict condition type for table "databases" */
export type databases_on_conflict = {
  readonly constraint: databases_constraint;
  readonly update_columns?: ReadonlyArray<databases_update_column>;
  readonly where?: databases_bool_exp | null | undefined;
};

/** select columns of table "databases" */
export type databases_select_column =
  /** column name */
  | 'cpu_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_name'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'engine'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'host'
  /** column name */
  | 'id'
  /** column name */
  | 'keep_backups'
  /** column name */
  | 'memory_megabytes'
  /** column name */
  | 'name'
  /** column name */
  | 'nodes'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'observed_version'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'pooler_host'
  /** column name */
  | 'pooler_port'
  /** column name */
  | 'pooling'
  /** column name */
  | 'port'
  /** column name */
  | 'project_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'recoverable_from'
  /** column name */
  | 'recoverable_until'
  /** column name */
  | 'region_id'
  /** column name */
  | 'size_bytes'
  /** column name */
  | 'slug'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'storage_gigabytes'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'version';

/** select "databases_aggregate_bool_exp_bool_and_arguments_columns" columns of table "databases" */
export type databases_select_column_databases_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'keep_backups'
  /** column name */
  | 'pooling';

/** select "databases_aggregate_bool_exp_bool_or_arguments_columns" columns of table "databases" */
export type databases_select_column_databases_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'keep_backups'
  /** column name */
  | 'pooling';

/** input type for updating data in table "databases" */
export type databases_set_input = {
  /** Of each node. */
  readonly cpu_millicores?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** What to connect to on the server. */
  readonly database_name?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** What answers: of a database its engine */
  readonly engine?: database_engines_enum | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** What went wrong last. A database that could not be scaled is running again and says so here. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which something went wrong last. */
  readonly failure_step?: database_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Goes up with each change of what is wanted. */
  readonly generation?: number | null | undefined;
  /** Where it accepts connections. */
  readonly host?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Its backups outlive it. */
  readonly keep_backups?: boolean | null | undefined;
  /** Of each node. */
  readonly memory_megabytes?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** How many nodes are wanted. */
  readonly nodes?: number | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation that has been carried out. */
  readonly observed_generation?: number | null | undefined;
  /** The version that was seen */
  readonly observed_version?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** Where its connection pool accepts connections; null: it has none. */
  readonly pooler_host?: string | null | undefined;
  /** Port of the pooler */
  readonly pooler_port?: number | null | undefined;
  /** A connection pool with an endpoint of its own is wanted. */
  readonly pooling?: boolean | null | undefined;
  /** Port on which it answers */
  readonly port?: number | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The adapter that looks after it, for example local or yugabyte; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** The earliest moment to which it can be restored. */
  readonly recoverable_from?: string | null | undefined;
  /** The latest moment to which it can be restored. */
  readonly recoverable_until?: string | null | undefined;
  /** The region it is in */
  readonly region_id?: string | null | undefined;
  /** Size in bytes */
  readonly size_bytes?: string | null | undefined;
  /** Name in the project, unique in its environment. It never changes. */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: database_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Of each node. */
  readonly storage_gigabytes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** The engine's version that is wanted; null: the provider's newest. */
  readonly version?: string | null | undefined;
};

/** update columns of table "databases" */
export type databases_update_column =
  /** column name */
  | 'cpu_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'database_name'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'engine'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'host'
  /** column name */
  | 'id'
  /** column name */
  | 'keep_backups'
  /** column name */
  | 'memory_megabytes'
  /** column name */
  | 'name'
  /** column name */
  | 'nodes'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'observed_version'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'pooler_host'
  /** column name */
  | 'pooler_port'
  /** column name */
  | 'pooling'
  /** column name */
  | 'port'
  /** column name */
  | 'project_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'recoverable_from'
  /** column name */
  | 'recoverable_until'
  /** column name */
  | 'region_id'
  /** column name */
  | 'size_bytes'
  /** column name */
  | 'slug'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'storage_gigabytes'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'version';

export type databases_updates = {
  /** increments the numeric columns with given value of the filtered values */
  readonly _inc?: databases_inc_input | null | undefined;
  /** sets the columns of the filtered rows to the given values */
  readonly _set?: databases_set_input | null | undefined;
  /** filter the rows which have to be updated */
  readonly where: databases_bool_exp;
};

export type delivery_statuses_enum =
  /** Every attempt failed, or the receiver will never take it */
  | 'failed'
  /** Waits for its first or next attempt */
  | 'pending'
  /** The receiver has it */
  | 'succeeded';

/** Boolean expression to compare columns of type "delivery_statuses_enum". All fields are combined with logical 'AND'. */
export type delivery_statuses_enum_comparison_exp = {
  readonly _eq?: delivery_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<delivery_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: delivery_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<delivery_statuses_enum> | null | undefined;
};

export type deployment_approvals_aggregate_bool_exp = {
  readonly count?: deployment_approvals_aggregate_bool_exp_count | null | undefined;
};

export type deployment_approvals_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<deployment_approvals_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: deployment_approvals_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "deployment_approvals" */
export type deployment_approvals_arr_rel_insert_input = {
  readonly data: ReadonlyArray<deployment_approvals_insert_input>;
  /** upsert condition */
  readonly on_conflict?: deployment_approvals_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "deployment_approvals". All fields are combined with a logical 'AND'. */
export type deployment_approvals_bool_exp = {
  readonly _and?: ReadonlyArray<deployment_approvals_bool_exp> | null | undefined;
  readonly _not?: deployment_approvals_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<deployment_approvals_bool_exp> | null | undefined;
  readonly approver?: users_bool_exp | null | undefined;
  /** Why, in the words of whoever decided. */
  readonly comment?: String_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who decided. */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Approved or rejected */
  readonly decision?: approval_decisions_enum_comparison_exp | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "deployment_approvals" */
export type deployment_approvals_constraint =
  /** unique or primary key constraint on columns "deployment_id", "created_by" */
  | 'deployment_approvals_once_key'
  /** unique or primary key constraint on columns "id" */
  | 'deployment_approvals_pkey';

/** input type for inserting data into table "deployment_approvals" */
export type deployment_approvals_insert_input = {
  readonly approver?: users_obj_rel_insert_input | null | undefined;
  /** Why, in the words of whoever decided. */
  readonly comment?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who decided. */
  readonly created_by?: string | null | undefined;
  /** Approved or rejected */
  readonly decision?: approval_decisions_enum | null | undefined;
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment */
  readonly deployment_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
};

/** on_conflict condition type for table "deployment_approvals" */
export type deployment_approvals_on_conflict = {
  readonly constraint: deployment_approvals_constraint;
  readonly update_columns?: ReadonlyArray<deployment_approvals_update_column>;
  readonly where?: deployment_approvals_bool_exp | null | undefined;
};

/** select columns of table "deployment_approvals" */
export type deployment_approvals_select_column =
  /** column name */
  | 'comment'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'decision'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id';

/** update columns of table "deployment_approvals" */
export type deployment_approvals_update_column =
  /** column name */
  | 'comment'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'decision'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id';

export type deployment_kinds_enum =
  /** A new version */
  | 'deploy'
  /** The artifact of another environment */
  | 'promote'
  /** An earlier artifact again, without a build */
  | 'rollback';

/** Boolean expression to compare columns of type "deployment_kinds_enum". All fields are combined with logical 'AND'. */
export type deployment_kinds_enum_comparison_exp = {
  readonly _eq?: deployment_kinds_enum | null | undefined;
  readonly _in?: ReadonlyArray<deployment_kinds_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: deployment_kinds_enum | null | undefined;
  readonly _nin?: ReadonlyArray<deployment_kinds_enum> | null | undefined;
};

export type deployment_secrets_aggregate_bool_exp = {
  readonly count?: deployment_secrets_aggregate_bool_exp_count | null | undefined;
};

export type deployment_secrets_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<deployment_secrets_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: deployment_secrets_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "deployment_secrets" */
export type deployment_secrets_arr_rel_insert_input = {
  readonly data: ReadonlyArray<deployment_secrets_insert_input>;
  /** upsert condition */
  readonly on_conflict?: deployment_secrets_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "deployment_secrets". All fields are combined with a logical 'AND'. */
export type deployment_secrets_bool_exp = {
  readonly _and?: ReadonlyArray<deployment_secrets_bool_exp> | null | undefined;
  readonly _not?: deployment_secrets_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<deployment_secrets_bool_exp> | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** Name of the environment variable. */
  readonly key?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly secret?: secrets_bool_exp | null | undefined;
  /** The secret */
  readonly secret_id?: uuid_comparison_exp | null | undefined;
  readonly secret_version?: secret_versions_bool_exp | null | undefined;
  /** The version of the secret */
  readonly secret_version_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "deployment_secrets" */
export type deployment_secrets_constraint =
  /** unique or primary key constraint on columns "deployment_id", "key" */
  | 'deployment_secrets_pkey';

/** input type for inserting data into table "deployment_secrets" */
export type deployment_secrets_insert_input = {
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment */
  readonly deployment_id?: string | null | undefined;
  /** Name of the environment variable. */
  readonly key?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  readonly secret?: secrets_obj_rel_insert_input | null | undefined;
  /** The secret */
  readonly secret_id?: string | null | undefined;
  readonly secret_version?: secret_versions_obj_rel_insert_input | null | undefined;
  /** The version of the secret */
  readonly secret_version_id?: string | null | undefined;
};

/** on_conflict condition type for table "deployment_secrets" */
export type deployment_secrets_on_conflict = {
  readonly constraint: deployment_secrets_constraint;
  readonly update_columns?: ReadonlyArray<deployment_secrets_update_column>;
  readonly where?: deployment_secrets_bool_exp | null | undefined;
};

/** select columns of table "deployment_secrets" */
export type deployment_secrets_select_column =
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'key'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'secret_id'
  /** column name */
  | 'secret_version_id';

/** update columns of table "deployment_secrets" */
export type deployment_secrets_update_column =
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'key'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'secret_id'
  /** column name */
  | 'secret_version_id';

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
  /** Its artifact is scanned for vulnerabilities and checked against the policy */
  | 'scanning'
  /** A later deployment took over */
  | 'superseded'
  /** Started; waits until it is healthy */
  | 'verifying';

/** Boolean expression to compare columns of type "deployment_statuses_enum". All fields are combined with logical 'AND'. */
export type deployment_statuses_enum_comparison_exp = {
  readonly _eq?: deployment_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<deployment_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: deployment_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<deployment_statuses_enum> | null | undefined;
};

export type deployment_steps_aggregate_bool_exp = {
  readonly count?: deployment_steps_aggregate_bool_exp_count | null | undefined;
};

export type deployment_steps_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<deployment_steps_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: deployment_steps_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "deployment_steps" */
export type deployment_steps_arr_rel_insert_input = {
  readonly data: ReadonlyArray<deployment_steps_insert_input>;
  /** upsert condition */
  readonly on_conflict?: deployment_steps_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "deployment_steps". All fields are combined with a logical 'AND'. */
export type deployment_steps_bool_exp = {
  readonly _and?: ReadonlyArray<deployment_steps_bool_exp> | null | undefined;
  readonly _not?: deployment_steps_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<deployment_steps_bool_exp> | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** Null while it is under way. */
  readonly outcome?: step_outcomes_enum_comparison_exp | null | undefined;
  /** The state this step is of */
  readonly phase?: deployment_statuses_enum_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "deployment_steps" */
export type deployment_steps_constraint =
  /** unique or primary key constraint on columns "deployment_id", "phase" */
  | 'deployment_steps_phase_key'
  /** unique or primary key constraint on columns "id" */
  | 'deployment_steps_pkey';

/** input type for inserting data into table "deployment_steps" */
export type deployment_steps_insert_input = {
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment */
  readonly deployment_id?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** Null while it is under way. */
  readonly outcome?: step_outcomes_enum | null | undefined;
  /** The state this step is of */
  readonly phase?: deployment_statuses_enum | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
};

/** on_conflict condition type for table "deployment_steps" */
export type deployment_steps_on_conflict = {
  readonly constraint: deployment_steps_constraint;
  readonly update_columns?: ReadonlyArray<deployment_steps_update_column>;
  readonly where?: deployment_steps_bool_exp | null | undefined;
};

/** select columns of table "deployment_steps" */
export type deployment_steps_select_column =
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'phase'
  /** column name */
  | 'project_id'
  /** column name */
  | 'started_at';

/** update columns of table "deployment_steps" */
export type deployment_steps_update_column =
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'phase'
  /** column name */
  | 'project_id'
  /** column name */
  | 'started_at';

export type deployments_aggregate_bool_exp = {
  readonly count?: deployments_aggregate_bool_exp_count | null | undefined;
};

export type deployments_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<deployments_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: deployments_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "deployments" */
export type deployments_arr_rel_insert_input = {
  readonly data: ReadonlyArray<deployments_insert_input>;
  /** upsert condition */
  readonly on_conflict?: deployments_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "deployments". All fields are combined with a logical 'AND'. */
export type deployments_bool_exp = {
  readonly _and?: ReadonlyArray<deployments_bool_exp> | null | undefined;
  readonly _not?: deployments_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<deployments_bool_exp> | null | undefined;
  readonly approvals?: deployment_approvals_bool_exp | null | undefined;
  readonly approvals_aggregate?: deployment_approvals_aggregate_bool_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly build?: builds_bool_exp | null | undefined;
  /** The build it belongs to */
  readonly build_id?: uuid_comparison_exp | null | undefined;
  readonly commit_statuses?: commit_statuses_bool_exp | null | undefined;
  readonly commit_statuses_aggregate?: commit_statuses_aggregate_bool_exp | null | undefined;
  readonly config?: service_configs_bool_exp | null | undefined;
  /** The settings it runs with; null: the defaults. */
  readonly config_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When it is ended as failed if it has not got further. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: deployment_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Branch, tag or commit that was asked for. */
  readonly git_reference?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: String_comparison_exp | null | undefined;
  /** The image that its name meant when the deployment began: that one runs, whatever the name means later. Null: not looked up yet, or built from a repository. */
  readonly image_digest?: String_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: deployment_kinds_enum_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly policy_decisions?: policy_decisions_bool_exp | null | undefined;
  readonly policy_decisions_aggregate?: policy_decisions_aggregate_bool_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Why, in the words of whoever asked for it. */
  readonly reason?: String_comparison_exp | null | undefined;
  /** How many approvals it waited or waits for. Set by the database from the environment. */
  readonly required_approvals?: Int_comparison_exp | null | undefined;
  /** Counts up from 1 in each service instance. */
  readonly revision?: Int_comparison_exp | null | undefined;
  readonly secrets?: deployment_secrets_bool_exp | null | undefined;
  readonly secrets_aggregate?: deployment_secrets_aggregate_bool_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
  readonly source_deployment?: deployments_bool_exp | null | undefined;
  /** For a rollback: the deployment whose artifact it uses again. */
  readonly source_deployment_id?: uuid_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: deployment_statuses_enum_comparison_exp | null | undefined;
  readonly steps?: deployment_steps_bool_exp | null | undefined;
  readonly steps_aggregate?: deployment_steps_aggregate_bool_exp | null | undefined;
  /** The trace it belongs to */
  readonly trace_id?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** Its variables with all references resolved, as they were when it began; null: those of its settings, which refer to nothing. */
  readonly variables?: jsonb_comparison_exp | null | undefined;
  readonly vulnerability_reports?: vulnerability_reports_bool_exp | null | undefined;
  readonly vulnerability_reports_aggregate?: vulnerability_reports_aggregate_bool_exp | null | undefined;
};

/** unique or primary key constraints on table "deployments" */
export type deployments_constraint =
  /** unique or primary key constraint on columns "service_instance_id" */
  | 'deployments_one_active_idx'
  /** unique or primary key constraint on columns "service_instance_id" */
  | 'deployments_one_running_idx'
  /** unique or primary key constraint on columns "id" */
  | 'deployments_pkey'
  /** unique or primary key constraint on columns "service_instance_id", "revision" */
  | 'deployments_revision_key';

/** input type for inserting data into table "deployments" */
export type deployments_insert_input = {
  readonly approvals?: deployment_approvals_arr_rel_insert_input | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly build?: builds_obj_rel_insert_input | null | undefined;
  /** The build it belongs to */
  readonly build_id?: string | null | undefined;
  readonly commit_statuses?: commit_statuses_arr_rel_insert_input | null | undefined;
  readonly config?: service_configs_obj_rel_insert_input | null | undefined;
  /** The settings it runs with; null: the defaults. */
  readonly config_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not got further. */
  readonly deadline_at?: string | null | undefined;
  readonly environment?: environments_obj_rel_insert_input | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: deployment_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Branch, tag or commit that was asked for. */
  readonly git_reference?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: string | null | undefined;
  /** The image that its name meant when the deployment began: that one runs, whatever the name means later. Null: not looked up yet, or built from a repository. */
  readonly image_digest?: string | null | undefined;
  readonly instance?: service_instances_obj_rel_insert_input | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: deployment_kinds_enum | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly policy_decisions?: policy_decisions_arr_rel_insert_input | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Why, in the words of whoever asked for it. */
  readonly reason?: string | null | undefined;
  /** How many approvals it waited or waits for. Set by the database from the environment. */
  readonly required_approvals?: number | null | undefined;
  /** Counts up from 1 in each service instance. */
  readonly revision?: number | null | undefined;
  readonly secrets?: deployment_secrets_arr_rel_insert_input | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
  readonly source_deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** For a rollback: the deployment whose artifact it uses again. */
  readonly source_deployment_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: deployment_statuses_enum | null | undefined;
  readonly steps?: deployment_steps_arr_rel_insert_input | null | undefined;
  /** The trace it belongs to */
  readonly trace_id?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Its variables with all references resolved, as they were when it began; null: those of its settings, which refer to nothing. */
  readonly variables?: unknown;
  readonly vulnerability_reports?: vulnerability_reports_arr_rel_insert_input | null | undefined;
};

/** input type for inserting object relation for remote table "deployments" */
export type deployments_obj_rel_insert_input = {
  readonly data: deployments_insert_input;
  /** upsert condition */
  readonly on_conflict?: deployments_on_conflict | null | undefined;
};

/** on_conflict condition type for table "deployments" */
export type deployments_on_conflict = {
  readonly constraint: deployments_constraint;
  readonly update_columns?: ReadonlyArray<deployments_update_column>;
  readonly where?: deployments_bool_exp | null | undefined;
};

/** select columns of table "deployments" */
export type deployments_select_column =
  /** column name */
  | 'build_id'
  /** column name */
  | 'config_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'id'
  /** column name */
  | 'image'
  /** column name */
  | 'image_digest'
  /** column name */
  | 'kind'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reason'
  /** column name */
  | 'required_approvals'
  /** column name */
  | 'revision'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'source_deployment_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'trace_id'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'variables';

/** input type for updating data in table "deployments" */
export type deployments_set_input = {
  /** The build it belongs to */
  readonly build_id?: string | null | undefined;
  /** The settings it runs with; null: the defaults. */
  readonly config_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not got further. */
  readonly deadline_at?: string | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: deployment_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Branch, tag or commit that was asked for. */
  readonly git_reference?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: string | null | undefined;
  /** The image that its name meant when the deployment began: that one runs, whatever the name means later. Null: not looked up yet, or built from a repository. */
  readonly image_digest?: string | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: deployment_kinds_enum | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Why, in the words of whoever asked for it. */
  readonly reason?: string | null | undefined;
  /** How many approvals it waited or waits for. Set by the database from the environment. */
  readonly required_approvals?: number | null | undefined;
  /** Counts up from 1 in each service instance. */
  readonly revision?: number | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
  /** For a rollback: the deployment whose artifact it uses again. */
  readonly source_deployment_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: deployment_statuses_enum | null | undefined;
  /** The trace it belongs to */
  readonly trace_id?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Its variables with all references resolved, as they were when it began; null: those of its settings, which refer to nothing. */
  readonly variables?: unknown;
};

/** update columns of table "deployments" */
export type deployments_update_column =
  /** column name */
  | 'build_id'
  /** column name */
  | 'config_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'id'
  /** column name */
  | 'image'
  /** column name */
  | 'image_digest'
  /** column name */
  | 'kind'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reason'
  /** column name */
  | 'required_approvals'
  /** column name */
  | 'revision'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'source_deployment_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'trace_id'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'variables';

export type desired_states_enum =
  /** It shall run */
  | 'running'
  /** It shall not run */
  | 'stopped';

/** Boolean expression to compare columns of type "desired_states_enum". All fields are combined with logical 'AND'. */
export type desired_states_enum_comparison_exp = {
  readonly _eq?: desired_states_enum | null | undefined;
  readonly _in?: ReadonlyArray<desired_states_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: desired_states_enum | null | undefined;
  readonly _nin?: ReadonlyArray<desired_states_enum> | null | undefined;
};

export type domain_event_types_enum =
  /** What an alert rule watches for came true */
  | 'AlertFired'
  /** An alert is over */
  | 'AlertResolved'
  /** A key for programs was made */
  | 'ApiKeyCreated'
  /** A key for programs was ended */
  | 'ApiKeyRevoked'
  /** A build made an artifact */
  | 'BuildCompleted'
  /** A build ended without an artifact */
  | 'BuildFailed'
  /** A build began */
  | 'BuildStarted'
  /** A cluster is gone */
  | 'ClusterDeleted'
  /** A cluster could not be made or taken down */
  | 'ClusterFailed'
  /** A cluster answers for the first time */
  | 'ClusterProvisioned'
  /** The nodes of a cluster changed */
  | 'ClusterScaled'
  /** A cluster was seen in another state */
  | 'ClusterStatusChanged'
  /** A backup of a database was taken */
  | 'DatabaseBackedUp'
  /** A backup of a database failed */
  | 'DatabaseBackupFailed'
  /** A database accepts connections for the first time */
  | 'DatabaseCreated'
  /** A database has new credentials */
  | 'DatabaseCredentialsRotated'
  /** A database is gone */
  | 'DatabaseDeleted'
  /** A database could not be made or removed */
  | 'DatabaseFailed'
  /** A database was deleted outside of NorthStack, with its data */
  | 'DatabaseLost'
  /** A database could not be restored */
  | 'DatabaseRestoreFailed'
  /** A database was brought back to an earlier content */
  | 'DatabaseRestored'
  /** A database has another size */
  | 'DatabaseScaled'
  /** A database was seen in another state */
  | 'DatabaseStatusChanged'
  /** A deployment got the approvals it needed */
  | 'DeploymentApproved'
  /** A deployment was cancelled */
  | 'DeploymentCancelled'
  /** The policy did not let a deployment start */
  | 'DeploymentDenied'
  /** A deployment failed */
  | 'DeploymentFailed'
  /** A deployment was refused by somebody who could have approved it */
  | 'DeploymentRejected'
  /** Somebody asked for a deployment */
  | 'DeploymentRequested'
  /** A service answers to a domain */
  | 'DomainActive'
  /** A domain was added to a service */
  | 'DomainAdded'
  /** A domain cannot be served */
  | 'DomainFailed'
  /** A domain was taken from a service */
  | 'DomainRemoved'
  /** A domain was proven to be the organization's */
  | 'DomainVerified'
  /** A service instance was seen in another state */
  | 'InstanceStatusChanged'
  /** A run of a job failed */
  | 'JobFailed'
  /** A run of a job ended with exit code 0 */
  | 'JobSucceeded'
  /** Somebody was given a kubeconfig */
  | 'KubeconfigIssued'
  /** A person joined an organization */
  | 'MemberAdded'
  /** Somebody was invited into an organization */
  | 'MemberInvited'
  /** A person left an organization */
  | 'MemberRemoved'
  /** A preview environment was made */
  | 'PreviewCreated'
  /** A preview environment is gone */
  | 'PreviewDeleted'
  /** A project was created */
  | 'ProjectCreated'
  /** A project was deleted */
  | 'ProjectDeleted'
  /** Something was refused because a quota is used up */
  | 'QuotaExceeded'
  /** A secret got a new version or was deleted */
  | 'SecretChanged'
  /** A service was created */
  | 'ServiceCreated'
  /** A service was deleted */
  | 'ServiceDeleted'
  /** A deployment serves */
  | 'ServiceDeployed'
  /** An earlier version serves again */
  | 'ServiceRolledBack'
  /** The number of replicas of a service followed its load */
  | 'ServiceScaled'
  /** A virtual cluster is gone */
  | 'TenantClusterDeleted'
  /** A virtual cluster could not be made or taken down */
  | 'TenantClusterFailed'
  /** A virtual cluster answers for the first time */
  | 'TenantClusterReady'
  /** A webhook was switched off because nothing reached its address any more */
  | 'WebhookDisabled';

/** Boolean expression to compare columns of type "domain_event_types_enum". All fields are combined with logical 'AND'. */
export type domain_event_types_enum_comparison_exp = {
  readonly _eq?: domain_event_types_enum | null | undefined;
  readonly _in?: ReadonlyArray<domain_event_types_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: domain_event_types_enum | null | undefined;
  readonly _nin?: ReadonlyArray<domain_event_types_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "domain_events". All fields are combined with a logical 'AND'. */
export type domain_events_bool_exp = {
  readonly _and?: ReadonlyArray<domain_events_bool_exp> | null | undefined;
  readonly _not?: domain_events_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<domain_events_bool_exp> | null | undefined;
  readonly actor?: users_bool_exp | null | undefined;
  /** The user whose request caused it; null: the platform. */
  readonly actor_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** The event that led to this one */
  readonly parent_id?: uuid_comparison_exp | null | undefined;
  /** What the event says beside its subject */
  readonly payload?: jsonb_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Chosen by the client: a repeat has one effect */
  readonly request_id?: String_comparison_exp | null | undefined;
  /** Id of what it happened to. */
  readonly subject_id?: uuid_comparison_exp | null | undefined;
  /** What the event is about */
  readonly subject_type?: String_comparison_exp | null | undefined;
  /** The trace it belongs to */
  readonly trace_id?: String_comparison_exp | null | undefined;
  /** Which type of its sort it is */
  readonly type?: domain_event_types_enum_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "domain_events" */
export type domain_events_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'domain_events_pkey';

/** input type for inserting data into table "domain_events" */
export type domain_events_insert_input = {
  readonly actor?: users_obj_rel_insert_input | null | undefined;
  /** The user whose request caused it; null: the platform. */
  readonly actor_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The event that led to this one */
  readonly parent_id?: string | null | undefined;
  /** What the event says beside its subject */
  readonly payload?: unknown;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Chosen by the client: a repeat has one effect */
  readonly request_id?: string | null | undefined;
  /** Id of what it happened to. */
  readonly subject_id?: string | null | undefined;
  /** What the event is about */
  readonly subject_type?: string | null | undefined;
  /** The trace it belongs to */
  readonly trace_id?: string | null | undefined;
  /** Which type of its sort it is */
  readonly type?: domain_event_types_enum | null | undefined;
};

/** input type for inserting object relation for remote table "domain_events" */
export type domain_events_obj_rel_insert_input = {
  readonly data: domain_events_insert_input;
  /** upsert condition */
  readonly on_conflict?: domain_events_on_conflict | null | undefined;
};

/** on_conflict condition type for table "domain_events" */
export type domain_events_on_conflict = {
  readonly constraint: domain_events_constraint;
  readonly update_columns?: ReadonlyArray<domain_events_update_column>;
  readonly where?: domain_events_bool_exp | null | undefined;
};

/** update columns of table "domain_events" */
export type domain_events_update_column =
  /** column name */
  | 'actor_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'parent_id'
  /** column name */
  | 'payload'
  /** column name */
  | 'project_id'
  /** column name */
  | 'request_id'
  /** column name */
  | 'subject_id'
  /** column name */
  | 'subject_type'
  /** column name */
  | 'trace_id'
  /** column name */
  | 'type';

export type domain_statuses_enum =
  /** The service answers to it */
  | 'active'
  /** It cannot be served; the reason says why */
  | 'failed'
  /** Proven; it is being set up and waits for its certificate */
  | 'issuing'
  /** Waits for the TXT record that proves whose it is */
  | 'pending_dns';

/** Boolean expression to compare columns of type "domain_statuses_enum". All fields are combined with logical 'AND'. */
export type domain_statuses_enum_comparison_exp = {
  readonly _eq?: domain_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<domain_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: domain_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<domain_statuses_enum> | null | undefined;
};

export type environment_types_enum =
  /** One per pull request, short-lived */
  | 'preview'
  /** What users see */
  | 'production'
  /** A rehearsal of production */
  | 'staging';

/** Boolean expression to compare columns of type "environment_types_enum". All fields are combined with logical 'AND'. */
export type environment_types_enum_comparison_exp = {
  readonly _eq?: environment_types_enum | null | undefined;
  readonly _in?: ReadonlyArray<environment_types_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: environment_types_enum | null | undefined;
  readonly _nin?: ReadonlyArray<environment_types_enum> | null | undefined;
};

export type environments_aggregate_bool_exp = {
  readonly bool_and?: environments_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: environments_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: environments_aggregate_bool_exp_count | null | undefined;
};

export type environments_aggregate_bool_exp_bool_and = {
  readonly arguments: environments_select_column_environments_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: environments_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type environments_aggregate_bool_exp_bool_or = {
  readonly arguments: environments_select_column_environments_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: environments_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type environments_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<environments_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: environments_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "environments" */
export type environments_arr_rel_insert_input = {
  readonly data: ReadonlyArray<environments_insert_input>;
  /** upsert condition */
  readonly on_conflict?: environments_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "environments". All fields are combined with a logical 'AND'. */
export type environments_bool_exp = {
  readonly _and?: ReadonlyArray<environments_bool_exp> | null | undefined;
  readonly _not?: environments_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<environments_bool_exp> | null | undefined;
  /** Whoever asked for a deployment may also approve it. */
  readonly allows_self_approval?: Boolean_comparison_exp | null | undefined;
  /** A deployment that nobody decided about for this long has failed. */
  readonly approval_timeout_hours?: Int_comparison_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly cluster?: clusters_bool_exp | null | undefined;
  /** The cluster of the organization that it runs in; null: where the platform runs things by itself. */
  readonly cluster_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly databases?: databases_bool_exp | null | undefined;
  readonly databases_aggregate?: databases_aggregate_bool_exp | null | undefined;
  /** Since when it is being deleted: the row goes when nothing runs in it any more. There is no way back. */
  readonly deleting_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployments?: deployments_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployments_aggregate_bool_exp | null | undefined;
  readonly domains?: service_domains_bool_exp | null | undefined;
  readonly domains_aggregate?: service_domains_aggregate_bool_exp | null | undefined;
  /** A preview is deleted then, with everything in it. Null: it stays until somebody deletes it. What is protected does not expire. */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly instances?: service_instances_bool_exp | null | undefined;
  readonly instances_aggregate?: service_instances_aggregate_bool_exp | null | undefined;
  /** Deploying to it needs approvals; with none required it is for team leads and above. Changing what runs is for them in any case. */
  readonly is_protected?: Boolean_comparison_exp | null | undefined;
  readonly job_runs?: job_runs_bool_exp | null | undefined;
  readonly job_runs_aggregate?: job_runs_aggregate_bool_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  /** Its namespace in the cluster, shared with no other environment; null: made of project and environment. */
  readonly namespace?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The number of the pull request that a preview shows. */
  readonly pull_request?: Int_comparison_exp | null | undefined;
  readonly region?: regions_bool_exp | null | undefined;
  /** Where its services run: the region of its cluster, or of the one that its virtual cluster is in. It follows them by itself. */
  readonly region_id?: uuid_comparison_exp | null | undefined;
  /** How many team leads or above must approve a deployment while the environment is protected. A rollback to what served before needs none. */
  readonly required_approvals?: Int_comparison_exp | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: String_comparison_exp | null | undefined;
  readonly tenant_cluster?: tenant_clusters_bool_exp | null | undefined;
  /** The virtual cluster that it runs in: of its project, or of its organization. Chosen when it is made, or when the virtual cluster is, as long as nothing was deployed to it. */
  readonly tenant_cluster_id?: uuid_comparison_exp | null | undefined;
  /** Which type of its sort it is */
  readonly type?: environment_types_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "environments" */
export type environments_constraint =
  /** unique or primary key constraint on columns "namespace" */
  | 'environments_namespace_idx'
  /** unique or primary key constraint on columns "id" */
  | 'environments_pkey'
  /** unique or primary key constraint on columns "project_id", "slug" */
  | 'environments_slug_key';

/** input type for incrementing numeric columns in table "environments" */
export type environments_inc_input = {
  /** A deployment that nobody decided about for this long has failed. */
  readonly approval_timeout_hours?: number | null | undefined;
  /** The number of the pull request that a preview shows. */
  readonly pull_request?: number | null | undefined;
  /** How many team leads or above must approve a deployment while the environment is protected. A rollback to what served before needs none. */
  readonly required_approvals?: number | null | undefined;
};

/** input type for inserting data into table "environments" */
export type environments_insert_input = {
  /** Whoever asked for a deployment may also approve it. */
  readonly allows_self_approval?: boolean | null | undefined;
  /** A deployment that nobody decided about for this long has failed. */
  readonly approval_timeout_hours?: number | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly cluster?: clusters_obj_rel_insert_input | null | undefined;
  /** The cluster of the organization that it runs in; null: where the platform runs things by itself. */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly databases?: databases_arr_rel_insert_input | null | undefined;
  /** Since when it is being deleted: the row goes when nothing runs in it any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  readonly deployments?: deployments_arr_rel_insert_input | null | undefined;
  readonly domains?: service_domains_arr_rel_insert_input | null | undefined;
  /** A preview is deleted then, with everything in it. Null: it stays until somebody deletes it. What is protected does not expire. */
  readonly expires_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly instances?: service_instances_arr_rel_insert_input | null | undefined;
  /** Deploying to it needs approvals; with none required it is for team leads and above. Changing what runs is for them in any case. */
  readonly is_protected?: boolean | null | undefined;
  readonly job_runs?: job_runs_arr_rel_insert_input | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its namespace in the cluster, shared with no other environment; null: made of project and environment. */
  readonly namespace?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The number of the pull request that a preview shows. */
  readonly pull_request?: number | null | undefined;
  readonly region?: regions_obj_rel_insert_input | null | undefined;
  /** Where its services run: the region of its cluster, or of the one that its virtual cluster is in. It follows them by itself. */
  readonly region_id?: string | null | undefined;
  /** How many team leads or above must approve a deployment while the environment is protected. A rollback to what served before needs none. */
  readonly required_approvals?: number | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  readonly tenant_cluster?: tenant_clusters_obj_rel_insert_input | null | undefined;
  /** The virtual cluster that it runs in: of its project, or of its organization. Chosen when it is made, or when the virtual cluster is, as long as nothing was deployed to it. */
  readonly tenant_cluster_id?: string | null | undefined;
  /** Which type of its sort it is */
  readonly type?: environment_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "environments" */
export type environments_obj_rel_insert_input = {
  readonly data: environments_insert_input;
  /** upsert condition */
  readonly on_conflict?: environments_on_conflict | null | undefined;
};

/** on_conflict condition type for table "environments" */
export type environments_on_conflict = {
  readonly constraint: environments_constraint;
  readonly update_columns?: ReadonlyArray<environments_update_column>;
  readonly where?: environments_bool_exp | null | undefined;
};

/** select columns of table "environments" */
export type environments_select_column =
  /** column name */
  | 'allows_self_approval'
  /** column name */
  | 'approval_timeout_hours'
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'id'
  /** column name */
  | 'is_protected'
  /** column name */
  | 'name'
  /** column name */
  | 'namespace'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'pull_request'
  /** column name */
  | 'region_id'
  /** column name */
  | 'required_approvals'
  /** column name */
  | 'slug'
  /** column name */
  | 'tenant_cluster_id'
  /** column name */
  | 'type'
  /** column name */
  | 'updated_at';

/** select "environments_aggregate_bool_exp_bool_and_arguments_columns" columns of table "environments" */
export type environments_select_column_environments_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'allows_self_approval'
  /** column name */
  | 'is_protected';

/** select "environments_aggregate_bool_exp_bool_or_arguments_columns" columns of table "environments" */
export type environments_select_column_environments_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'allows_self_approval'
  /** column name */
  | 'is_protected';

/** input type for updating data in table "environments" */
export type environments_set_input = {
  /** Whoever asked for a deployment may also approve it. */
  readonly allows_self_approval?: boolean | null | undefined;
  /** A deployment that nobody decided about for this long has failed. */
  readonly approval_timeout_hours?: number | null | undefined;
  /** The cluster of the organization that it runs in; null: where the platform runs things by itself. */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Since when it is being deleted: the row goes when nothing runs in it any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  /** A preview is deleted then, with everything in it. Null: it stays until somebody deletes it. What is protected does not expire. */
  readonly expires_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Deploying to it needs approvals; with none required it is for team leads and above. Changing what runs is for them in any case. */
  readonly is_protected?: boolean | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its namespace in the cluster, shared with no other environment; null: made of project and environment. */
  readonly namespace?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The number of the pull request that a preview shows. */
  readonly pull_request?: number | null | undefined;
  /** Where its services run: the region of its cluster, or of the one that its virtual cluster is in. It follows them by itself. */
  readonly region_id?: string | null | undefined;
  /** How many team leads or above must approve a deployment while the environment is protected. A rollback to what served before needs none. */
  readonly required_approvals?: number | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** The virtual cluster that it runs in: of its project, or of its organization. Chosen when it is made, or when the virtual cluster is, as long as nothing was deployed to it. */
  readonly tenant_cluster_id?: string | null | undefined;
  /** Which type of its sort it is */
  readonly type?: environment_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "environments" */
export type environments_update_column =
  /** column name */
  | 'allows_self_approval'
  /** column name */
  | 'approval_timeout_hours'
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'id'
  /** column name */
  | 'is_protected'
  /** column name */
  | 'name'
  /** column name */
  | 'namespace'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'pull_request'
  /** column name */
  | 'region_id'
  /** column name */
  | 'required_approvals'
  /** column name */
  | 'slug'
  /** column name */
  | 'tenant_cluster_id'
  /** column name */
  | 'type'
  /** column name */
  | 'updated_at';

export type environments_updates = {
  /** increments the numeric columns with given value of the filtered values */
  readonly _inc?: environments_inc_input | null | undefined;
  /** sets the columns of the filtered rows to the given values */
  readonly _set?: environments_set_input | null | undefined;
  /** filter the rows which have to be updated */
  readonly where: environments_bool_exp;
};

/** Boolean expression to filter rows from the table "event_dead_letters". All fields are combined with a logical 'AND'. */
export type event_dead_letters_bool_exp = {
  readonly _and?: ReadonlyArray<event_dead_letters_bool_exp> | null | undefined;
  readonly _not?: event_dead_letters_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<event_dead_letters_bool_exp> | null | undefined;
  /** The program that gave up, by the name it has on the bus */
  readonly consumer?: String_comparison_exp | null | undefined;
  /** When it was written down */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** How often it was tried */
  readonly deliveries?: Int_comparison_exp | null | undefined;
  readonly event?: domain_events_bool_exp | null | undefined;
  /** The domain event; null when the bus did not keep it any more */
  readonly event_id?: uuid_comparison_exp | null | undefined;
  /** What happened; null when that is not known any more */
  readonly event_type?: String_comparison_exp | null | undefined;
  /** What the bus calls it; it is written down once */
  readonly id?: String_comparison_exp | null | undefined;
  /** What was done about it */
  readonly note?: String_comparison_exp | null | undefined;
  /** Whose event it is; null when that is not known any more */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** When the bus took it for that; null: it is on its way, or refused */
  readonly redelivered_at?: timestamptz_comparison_exp | null | undefined;
  /** Why the bus will not take it */
  readonly redelivery_refusal?: String_comparison_exp | null | undefined;
  /** When somebody last asked to send it again; null: nobody did */
  readonly redelivery_wanted_at?: timestamptz_comparison_exp | null | undefined;
  /** Who asked */
  readonly redelivery_wanted_by?: uuid_comparison_exp | null | undefined;
  /** When somebody said that it is seen to; null: it is open */
  readonly settled_at?: timestamptz_comparison_exp | null | undefined;
  /** Who said so */
  readonly settled_by?: uuid_comparison_exp | null | undefined;
};

/** input type for inserting data into table "event_dead_letters" */
export type event_dead_letters_insert_input = {
  /** The program that gave up, by the name it has on the bus */
  readonly consumer?: string | null | undefined;
  /** When it was written down */
  readonly created_at?: string | null | undefined;
  /** How often it was tried */
  readonly deliveries?: number | null | undefined;
  readonly event?: domain_events_obj_rel_insert_input | null | undefined;
  /** The domain event; null when the bus did not keep it any more */
  readonly event_id?: string | null | undefined;
  /** What happened; null when that is not known any more */
  readonly event_type?: string | null | undefined;
  /** What the bus calls it; it is written down once */
  readonly id?: string | null | undefined;
  /** What was done about it */
  readonly note?: string | null | undefined;
  /** Whose event it is; null when that is not known any more */
  readonly organization_id?: string | null | undefined;
  /** When the bus took it for that; null: it is on its way, or refused */
  readonly redelivered_at?: string | null | undefined;
  /** Why the bus will not take it */
  readonly redelivery_refusal?: string | null | undefined;
  /** When somebody last asked to send it again; null: nobody did */
  readonly redelivery_wanted_at?: string | null | undefined;
  /** Who asked */
  readonly redelivery_wanted_by?: string | null | undefined;
  /** When somebody said that it is seen to; null: it is open */
  readonly settled_at?: string | null | undefined;
  /** Who said so */
  readonly settled_by?: string | null | undefined;
};

export type event_severities_enum =
  /** Somebody must act now */
  | 'critical'
  /** Something failed */
  | 'error'
  /** Good to know */
  | 'info'
  /** Worth a look */
  | 'warning';

/** Boolean expression to compare columns of type "event_severities_enum". All fields are combined with logical 'AND'. */
export type event_severities_enum_comparison_exp = {
  readonly _eq?: event_severities_enum | null | undefined;
  readonly _in?: ReadonlyArray<event_severities_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: event_severities_enum | null | undefined;
  readonly _nin?: ReadonlyArray<event_severities_enum> | null | undefined;
};

export type git_credential_types_enum =
  /** A name and a password, over https */
  | 'basic'
  /** A private key, over ssh */
  | 'ssh_key'
  /** An access token, over https */
  | 'token';

export type identities_aggregate_bool_exp = {
  readonly count?: identities_aggregate_bool_exp_count | null | undefined;
};

export type identities_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<identities_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: identities_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "identities" */
export type identities_arr_rel_insert_input = {
  readonly data: ReadonlyArray<identities_insert_input>;
  /** upsert condition */
  readonly on_conflict?: identities_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "identities". All fields are combined with a logical 'AND'. */
export type identities_bool_exp = {
  readonly _and?: ReadonlyArray<identities_bool_exp> | null | undefined;
  readonly _not?: identities_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<identities_bool_exp> | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** The verified address by which it was linked. */
  readonly email?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** When it was last used */
  readonly last_used_at?: timestamptz_comparison_exp | null | undefined;
  /** Name of the provider in the settings. */
  readonly provider?: String_comparison_exp | null | undefined;
  /** Who it is at the provider: the claim sub, which never changes. */
  readonly subject?: String_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "identities" */
export type identities_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'identities_pkey'
  /** unique or primary key constraint on columns "provider", "subject" */
  | 'identities_subject_key';

/** input type for inserting data into table "identities" */
export type identities_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** The verified address by which it was linked. */
  readonly email?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** When it was last used */
  readonly last_used_at?: string | null | undefined;
  /** Name of the provider in the settings. */
  readonly provider?: string | null | undefined;
  /** Who it is at the provider: the claim sub, which never changes. */
  readonly subject?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** on_conflict condition type for table "identities" */
export type identities_on_conflict = {
  readonly constraint: identities_constraint;
  readonly update_columns?: ReadonlyArray<identities_update_column>;
  readonly where?: identities_bool_exp | null | undefined;
};

/** select columns of table "identities" */
export type identities_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'email'
  /** column name */
  | 'id'
  /** column name */
  | 'last_used_at'
  /** column name */
  | 'provider'
  /** column name */
  | 'subject'
  /** column name */
  | 'user_id';

/** update columns of table "identities" */
export type identities_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'email'
  /** column name */
  | 'id'
  /** column name */
  | 'last_used_at'
  /** column name */
  | 'provider'
  /** column name */
  | 'subject'
  /** column name */
  | 'user_id';

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

/** Boolean expression to compare columns of type "instance_statuses_enum". All fields are combined with logical 'AND'. */
export type instance_statuses_enum_comparison_exp = {
  readonly _eq?: instance_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<instance_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: instance_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<instance_statuses_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "invitations". All fields are combined with a logical 'AND'. */
export type invitations_bool_exp = {
  readonly _and?: ReadonlyArray<invitations_bool_exp> | null | undefined;
  readonly _not?: invitations_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<invitations_bool_exp> | null | undefined;
  /** Set once; also what makes two parallel acceptances one. */
  readonly accepted_at?: timestamptz_comparison_exp | null | undefined;
  /** Who took it up */
  readonly accepted_by?: uuid_comparison_exp | null | undefined;
  readonly accepter?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** In small letters */
  readonly email?: String_comparison_exp | null | undefined;
  /** From then on it is worth nothing */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Who invited */
  readonly invited_by?: uuid_comparison_exp | null | undefined;
  readonly inviter?: users_bool_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: timestamptz_comparison_exp | null | undefined;
  /** Never stronger than the role of whoever invites. */
  readonly role?: member_roles_enum_comparison_exp | null | undefined;
  /** SHA-256 of the token, in hex. */
  readonly token_hash?: String_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "invitations" */
export type invitations_constraint =
  /** unique or primary key constraint on columns "organization_id", "email" */
  | 'invitations_open_key'
  /** unique or primary key constraint on columns "id" */
  | 'invitations_pkey'
  /** unique or primary key constraint on columns "token_hash" */
  | 'invitations_token_hash_key';

/** input type for inserting data into table "invitations" */
export type invitations_insert_input = {
  /** Set once; also what makes two parallel acceptances one. */
  readonly accepted_at?: string | null | undefined;
  /** Who took it up */
  readonly accepted_by?: string | null | undefined;
  readonly accepter?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** In small letters */
  readonly email?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly expires_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Who invited */
  readonly invited_by?: string | null | undefined;
  readonly inviter?: users_obj_rel_insert_input | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: string | null | undefined;
  /** Never stronger than the role of whoever invites. */
  readonly role?: member_roles_enum | null | undefined;
  /** SHA-256 of the token, in hex. */
  readonly token_hash?: string | null | undefined;
};

/** input type for inserting object relation for remote table "invitations" */
export type invitations_obj_rel_insert_input = {
  readonly data: invitations_insert_input;
  /** upsert condition */
  readonly on_conflict?: invitations_on_conflict | null | undefined;
};

/** on_conflict condition type for table "invitations" */
export type invitations_on_conflict = {
  readonly constraint: invitations_constraint;
  readonly update_columns?: ReadonlyArray<invitations_update_column>;
  readonly where?: invitations_bool_exp | null | undefined;
};

/** update columns of table "invitations" */
export type invitations_update_column =
  /** column name */
  | 'accepted_at'
  /** column name */
  | 'accepted_by'
  /** column name */
  | 'created_at'
  /** column name */
  | 'email'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'id'
  /** column name */
  | 'invited_by'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'revoked_at'
  /** column name */
  | 'role'
  /** column name */
  | 'token_hash';

export type job_run_statuses_enum =
  /** Was stopped */
  | 'cancelled'
  /** Was asked to stop and has not yet */
  | 'cancelling'
  /** Ended otherwise */
  | 'failed'
  /** Waits to be started */
  | 'queued'
  /** Under way */
  | 'running'
  /** Was never started */
  | 'skipped'
  /** Ended with exit code 0 */
  | 'succeeded';

/** Boolean expression to compare columns of type "job_run_statuses_enum". All fields are combined with logical 'AND'. */
export type job_run_statuses_enum_comparison_exp = {
  readonly _eq?: job_run_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<job_run_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: job_run_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<job_run_statuses_enum> | null | undefined;
};

export type job_runs_aggregate_bool_exp = {
  readonly count?: job_runs_aggregate_bool_exp_count | null | undefined;
};

export type job_runs_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<job_runs_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: job_runs_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "job_runs" */
export type job_runs_arr_rel_insert_input = {
  readonly data: ReadonlyArray<job_runs_insert_input>;
  /** upsert condition */
  readonly on_conflict?: job_runs_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "job_runs". All fields are combined with a logical 'AND'. */
export type job_runs_bool_exp = {
  readonly _and?: ReadonlyArray<job_runs_bool_exp> | null | undefined;
  readonly _not?: job_runs_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<job_runs_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When nothing of it was left where it ran; null: something may be, and whoever looks takes it away. */
  readonly cleared_at?: timestamptz_comparison_exp | null | undefined;
  /** What to run instead of the service's own command. */
  readonly command?: String_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The version that it runs. */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** Null while it runs, and when it ended without one. */
  readonly exit_code?: Int_comparison_exp | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The time of its schedule that it stands for; null: somebody asked for it. */
  readonly scheduled_for?: timestamptz_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: job_run_statuses_enum_comparison_exp | null | undefined;
  /** Why it was skipped. */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** Why it runs */
  readonly trigger?: job_triggers_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "job_runs" */
export type job_runs_constraint =
  /** unique or primary key constraint on columns "service_instance_id", "scheduled_for" */
  | 'job_runs_once_key'
  /** unique or primary key constraint on columns "id" */
  | 'job_runs_pkey';

/** input type for inserting data into table "job_runs" */
export type job_runs_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When nothing of it was left where it ran; null: something may be, and whoever looks takes it away. */
  readonly cleared_at?: string | null | undefined;
  /** What to run instead of the service's own command. */
  readonly command?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The version that it runs. */
  readonly deployment_id?: string | null | undefined;
  readonly environment?: environments_obj_rel_insert_input | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** Null while it runs, and when it ended without one. */
  readonly exit_code?: number | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly instance?: service_instances_obj_rel_insert_input | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The time of its schedule that it stands for; null: somebody asked for it. */
  readonly scheduled_for?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: job_run_statuses_enum | null | undefined;
  /** Why it was skipped. */
  readonly status_reason?: string | null | undefined;
  /** Why it runs */
  readonly trigger?: job_triggers_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "job_runs" */
export type job_runs_on_conflict = {
  readonly constraint: job_runs_constraint;
  readonly update_columns?: ReadonlyArray<job_runs_update_column>;
  readonly where?: job_runs_bool_exp | null | undefined;
};

/** select columns of table "job_runs" */
export type job_runs_select_column =
  /** column name */
  | 'cleared_at'
  /** column name */
  | 'command'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'exit_code'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'scheduled_for'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'trigger'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "job_runs" */
export type job_runs_set_input = {
  /** When nothing of it was left where it ran; null: something may be, and whoever looks takes it away. */
  readonly cleared_at?: string | null | undefined;
  /** What to run instead of the service's own command. */
  readonly command?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When it is ended as failed if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** The version that it runs. */
  readonly deployment_id?: string | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** Null while it runs, and when it ended without one. */
  readonly exit_code?: number | null | undefined;
  /** What went wrong, with the last log lines. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The time of its schedule that it stands for; null: somebody asked for it. */
  readonly scheduled_for?: string | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: job_run_statuses_enum | null | undefined;
  /** Why it was skipped. */
  readonly status_reason?: string | null | undefined;
  /** Why it runs */
  readonly trigger?: job_triggers_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "job_runs" */
export type job_runs_update_column =
  /** column name */
  | 'cleared_at'
  /** column name */
  | 'command'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'exit_code'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'scheduled_for'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'started_at'
  /** column name */
  | 'status'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'trigger'
  /** column name */
  | 'updated_at';

export type job_triggers_enum =
  /** Somebody asked for it */
  | 'manual'
  /** Its time came */
  | 'schedule';

/** Boolean expression to compare columns of type "job_triggers_enum". All fields are combined with logical 'AND'. */
export type job_triggers_enum_comparison_exp = {
  readonly _eq?: job_triggers_enum | null | undefined;
  readonly _in?: ReadonlyArray<job_triggers_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: job_triggers_enum | null | undefined;
  readonly _nin?: ReadonlyArray<job_triggers_enum> | null | undefined;
};

export type jsonb_cast_exp = {
  readonly String?: String_comparison_exp | null | undefined;
};

/** Boolean expression to compare columns of type "jsonb". All fields are combined with logical 'AND'. */
export type jsonb_comparison_exp = {
  readonly _cast?: jsonb_cast_exp | null | undefined;
  /** is the column contained in the given json value */
  readonly _contained_in?: unknown;
  /** does the column contain the given json value at the top level */
  readonly _contains?: unknown;
  readonly _eq?: unknown;
  readonly _gt?: unknown;
  readonly _gte?: unknown;
  /** does the string exist as a top-level key in the column */
  readonly _has_key?: string | null | undefined;
  /** do all of these strings exist as top-level keys in the column */
  readonly _has_keys_all?: ReadonlyArray<string> | null | undefined;
  /** do any of these strings exist as top-level keys in the column */
  readonly _has_keys_any?: ReadonlyArray<string> | null | undefined;
  readonly _in?: ReadonlyArray<unknown> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  /** does the JSON path return any item for the column */
  readonly _jsonb_path_exists?: string | null | undefined;
  /** is the JSON path predicate true for the column */
  readonly _jsonb_path_match?: string | null | undefined;
  readonly _lt?: unknown;
  readonly _lte?: unknown;
  readonly _neq?: unknown;
  readonly _nin?: ReadonlyArray<unknown> | null | undefined;
};

export type kubeconfig_grants_aggregate_bool_exp = {
  readonly count?: kubeconfig_grants_aggregate_bool_exp_count | null | undefined;
};

export type kubeconfig_grants_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<kubeconfig_grants_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: kubeconfig_grants_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "kubeconfig_grants" */
export type kubeconfig_grants_arr_rel_insert_input = {
  readonly data: ReadonlyArray<kubeconfig_grants_insert_input>;
  /** upsert condition */
  readonly on_conflict?: kubeconfig_grants_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "kubeconfig_grants". All fields are combined with a logical 'AND'. */
export type kubeconfig_grants_bool_exp = {
  readonly _and?: ReadonlyArray<kubeconfig_grants_bool_exp> | null | undefined;
  readonly _not?: kubeconfig_grants_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<kubeconfig_grants_bool_exp> | null | undefined;
  readonly cluster?: clusters_bool_exp | null | undefined;
  /** The cluster */
  readonly cluster_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** When what the cluster knew of the grant was taken away; null: not yet, whether it was issued or only begun. */
  readonly ended_at?: timestamptz_comparison_exp | null | undefined;
  /** When the cluster stops accepting it. */
  readonly expires_at?: timestamptz_comparison_exp | null | undefined;
  /** What the provider calls it, to revoke it by. */
  readonly external_id?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Until when one process alone may issue the kubeconfig; past or null: anybody may. */
  readonly issuing_until?: timestamptz_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: timestamptz_comparison_exp | null | undefined;
  /** What its bearer may do in the cluster. */
  readonly role?: kubeconfig_roles_enum_comparison_exp | null | undefined;
  /** The file, encrypted, until it expires: a repeat of the request is answered with the same one. No role reads it. */
  readonly sealed_kubeconfig?: String_comparison_exp | null | undefined;
  readonly tenant_cluster?: tenant_clusters_bool_exp | null | undefined;
  /** The virtual cluster */
  readonly tenant_cluster_id?: uuid_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "kubeconfig_grants" */
export type kubeconfig_grants_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'kubeconfig_grants_pkey';

/** input type for inserting data into table "kubeconfig_grants" */
export type kubeconfig_grants_insert_input = {
  readonly cluster?: clusters_obj_rel_insert_input | null | undefined;
  /** The cluster */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** When what the cluster knew of the grant was taken away; null: not yet, whether it was issued or only begun. */
  readonly ended_at?: string | null | undefined;
  /** When the cluster stops accepting it. */
  readonly expires_at?: string | null | undefined;
  /** What the provider calls it, to revoke it by. */
  readonly external_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Until when one process alone may issue the kubeconfig; past or null: anybody may. */
  readonly issuing_until?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: string | null | undefined;
  /** What its bearer may do in the cluster. */
  readonly role?: kubeconfig_roles_enum | null | undefined;
  /** The file, encrypted, until it expires: a repeat of the request is answered with the same one. No role reads it. */
  readonly sealed_kubeconfig?: string | null | undefined;
  readonly tenant_cluster?: tenant_clusters_obj_rel_insert_input | null | undefined;
  /** The virtual cluster */
  readonly tenant_cluster_id?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** on_conflict condition type for table "kubeconfig_grants" */
export type kubeconfig_grants_on_conflict = {
  readonly constraint: kubeconfig_grants_constraint;
  readonly update_columns?: ReadonlyArray<kubeconfig_grants_update_column>;
  readonly where?: kubeconfig_grants_bool_exp | null | undefined;
};

/** select columns of table "kubeconfig_grants" */
export type kubeconfig_grants_select_column =
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'ended_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'external_id'
  /** column name */
  | 'id'
  /** column name */
  | 'issuing_until'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'revoked_at'
  /** column name */
  | 'role'
  /** column name */
  | 'sealed_kubeconfig'
  /** column name */
  | 'tenant_cluster_id'
  /** column name */
  | 'user_id';

/** input type for updating data in table "kubeconfig_grants" */
export type kubeconfig_grants_set_input = {
  /** The cluster */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** When what the cluster knew of the grant was taken away; null: not yet, whether it was issued or only begun. */
  readonly ended_at?: string | null | undefined;
  /** When the cluster stops accepting it. */
  readonly expires_at?: string | null | undefined;
  /** What the provider calls it, to revoke it by. */
  readonly external_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Until when one process alone may issue the kubeconfig; past or null: anybody may. */
  readonly issuing_until?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** From then on it is worth nothing */
  readonly revoked_at?: string | null | undefined;
  /** What its bearer may do in the cluster. */
  readonly role?: kubeconfig_roles_enum | null | undefined;
  /** The file, encrypted, until it expires: a repeat of the request is answered with the same one. No role reads it. */
  readonly sealed_kubeconfig?: string | null | undefined;
  /** The virtual cluster */
  readonly tenant_cluster_id?: string | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** update columns of table "kubeconfig_grants" */
export type kubeconfig_grants_update_column =
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'ended_at'
  /** column name */
  | 'expires_at'
  /** column name */
  | 'external_id'
  /** column name */
  | 'id'
  /** column name */
  | 'issuing_until'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'revoked_at'
  /** column name */
  | 'role'
  /** column name */
  | 'sealed_kubeconfig'
  /** column name */
  | 'tenant_cluster_id'
  /** column name */
  | 'user_id';

export type kubeconfig_roles_enum =
  /** Also changes roles inside namespaces */
  | 'admin'
  /** Everything */
  | 'cluster_admin'
  /** Also changes workloads */
  | 'edit'
  /** Reads everything but secrets */
  | 'view';

/** Boolean expression to compare columns of type "kubeconfig_roles_enum". All fields are combined with logical 'AND'. */
export type kubeconfig_roles_enum_comparison_exp = {
  readonly _eq?: kubeconfig_roles_enum | null | undefined;
  readonly _in?: ReadonlyArray<kubeconfig_roles_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: kubeconfig_roles_enum | null | undefined;
  readonly _nin?: ReadonlyArray<kubeconfig_roles_enum> | null | undefined;
};

export type log_levels_enum =
  /** Details */
  | 'debug'
  /** Something failed */
  | 'error'
  /** Ordinary */
  | 'info'
  /** Worth a look */
  | 'warn';

/** Boolean expression to compare columns of type "log_levels_enum". All fields are combined with logical 'AND'. */
export type log_levels_enum_comparison_exp = {
  readonly _eq?: log_levels_enum | null | undefined;
  readonly _in?: ReadonlyArray<log_levels_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: log_levels_enum | null | undefined;
  readonly _nin?: ReadonlyArray<log_levels_enum> | null | undefined;
};

export type log_lines_aggregate_bool_exp = {
  readonly count?: log_lines_aggregate_bool_exp_count | null | undefined;
};

export type log_lines_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<log_lines_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: log_lines_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "log_lines" */
export type log_lines_arr_rel_insert_input = {
  readonly data: ReadonlyArray<log_lines_insert_input>;
  /** upsert condition */
  readonly on_conflict?: log_lines_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "log_lines". All fields are combined with a logical 'AND'. */
export type log_lines_bool_exp = {
  readonly _and?: ReadonlyArray<log_lines_bool_exp> | null | undefined;
  readonly _not?: log_lines_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<log_lines_bool_exp> | null | undefined;
  readonly build?: builds_bool_exp | null | undefined;
  /** The build it belongs to */
  readonly build_id?: uuid_comparison_exp | null | undefined;
  /** The version that wrote it, for running services. */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** Grows with time within a build and within an instance: order by it, and use it as the cursor. Milliseconds since the epoch times 2^22, plus a count. */
  readonly id?: bigint_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  /** The run that wrote it, for jobs. */
  readonly job_run_id?: uuid_comparison_exp | null | undefined;
  /** How grave the line is */
  readonly level?: log_levels_enum_comparison_exp | null | undefined;
  /** The text, with the values of secrets taken out */
  readonly line?: String_comparison_exp | null | undefined;
  /** When the line was written by its program */
  readonly logged_at?: timestamptz_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Which replica wrote it, from 0. */
  readonly replica?: Int_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
  /** Where the line came from: stdout, stderr or the platform */
  readonly stream?: log_streams_enum_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "log_lines" */
export type log_lines_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'log_lines_pkey';

/** input type for inserting data into table "log_lines" */
export type log_lines_insert_input = {
  /** The build it belongs to */
  readonly build_id?: string | null | undefined;
  /** The version that wrote it, for running services. */
  readonly deployment_id?: string | null | undefined;
  /** Grows with time within a build and within an instance: order by it, and use it as the cursor. Milliseconds since the epoch times 2^22, plus a count. */
  readonly id?: string | null | undefined;
  /** The run that wrote it, for jobs. */
  readonly job_run_id?: string | null | undefined;
  /** How grave the line is */
  readonly level?: log_levels_enum | null | undefined;
  /** The text, with the values of secrets taken out */
  readonly line?: string | null | undefined;
  /** When the line was written by its program */
  readonly logged_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Which replica wrote it, from 0. */
  readonly replica?: number | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
  /** Where the line came from: stdout, stderr or the platform */
  readonly stream?: log_streams_enum | null | undefined;
};

/** on_conflict condition type for table "log_lines" */
export type log_lines_on_conflict = {
  readonly constraint: log_lines_constraint;
  readonly update_columns?: ReadonlyArray<log_lines_update_column>;
  readonly where?: log_lines_bool_exp | null | undefined;
};

/** select columns of table "log_lines" */
export type log_lines_select_column =
  /** column name */
  | 'build_id'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'id'
  /** column name */
  | 'job_run_id'
  /** column name */
  | 'level'
  /** column name */
  | 'line'
  /** column name */
  | 'logged_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'replica'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'stream';

/** update columns of table "log_lines" */
export type log_lines_update_column =
  /** column name */
  | 'build_id'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'id'
  /** column name */
  | 'job_run_id'
  /** column name */
  | 'level'
  /** column name */
  | 'line'
  /** column name */
  | 'logged_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'replica'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'stream';

export type log_streams_enum =
  /** Standard error */
  | 'stderr'
  /** Standard output */
  | 'stdout'
  /** Written by the platform */
  | 'system';

/** Boolean expression to compare columns of type "log_streams_enum". All fields are combined with logical 'AND'. */
export type log_streams_enum_comparison_exp = {
  readonly _eq?: log_streams_enum | null | undefined;
  readonly _in?: ReadonlyArray<log_streams_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: log_streams_enum | null | undefined;
  readonly _nin?: ReadonlyArray<log_streams_enum> | null | undefined;
};

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

/** Boolean expression to compare columns of type "member_roles_enum". All fields are combined with logical 'AND'. */
export type member_roles_enum_comparison_exp = {
  readonly _eq?: member_roles_enum | null | undefined;
  readonly _in?: ReadonlyArray<member_roles_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: member_roles_enum | null | undefined;
  readonly _nin?: ReadonlyArray<member_roles_enum> | null | undefined;
};

export type node_pools_aggregate_bool_exp = {
  readonly bool_and?: node_pools_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: node_pools_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: node_pools_aggregate_bool_exp_count | null | undefined;
};

export type node_pools_aggregate_bool_exp_bool_and = {
  readonly arguments: node_pools_select_column_node_pools_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: node_pools_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type node_pools_aggregate_bool_exp_bool_or = {
  readonly arguments: node_pools_select_column_node_pools_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: node_pools_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type node_pools_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<node_pools_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: node_pools_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "node_pools" */
export type node_pools_arr_rel_insert_input = {
  readonly data: ReadonlyArray<node_pools_insert_input>;
  /** upsert condition */
  readonly on_conflict?: node_pools_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "node_pools". All fields are combined with a logical 'AND'. */
export type node_pools_bool_exp = {
  readonly _and?: ReadonlyArray<node_pools_bool_exp> | null | undefined;
  readonly _not?: node_pools_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<node_pools_bool_exp> | null | undefined;
  readonly cluster?: clusters_bool_exp | null | undefined;
  /** The cluster */
  readonly cluster_id?: uuid_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Its nodes run the control plane */
  readonly is_control_plane?: Boolean_comparison_exp | null | undefined;
  /** Its nodes keep etcd */
  readonly is_etcd?: Boolean_comparison_exp | null | undefined;
  /** Its nodes run workloads */
  readonly is_worker?: Boolean_comparison_exp | null | undefined;
  /** Labels of its nodes: an object of texts. */
  readonly labels?: jsonb_comparison_exp | null | undefined;
  /** What kind of machine, in the provider's words. */
  readonly machine_type?: String_comparison_exp | null | undefined;
  /** Unique in the cluster; part of its machines' names. */
  readonly name?: String_comparison_exp | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: timestamptz_comparison_exp | null | undefined;
  /** How many machines were last seen. */
  readonly observed_quantity?: Int_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** How many are wanted. A pool with etcd has 1, 3, 5 or 7: an even number survives no more failures and blocks sooner. */
  readonly quantity?: Int_comparison_exp | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: Int_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "node_pools" */
export type node_pools_constraint =
  /** unique or primary key constraint on columns "cluster_id", "name" */
  | 'node_pools_name_key'
  /** unique or primary key constraint on columns "id" */
  | 'node_pools_pkey';

/** input type for inserting data into table "node_pools" */
export type node_pools_insert_input = {
  readonly cluster?: clusters_obj_rel_insert_input | null | undefined;
  /** The cluster */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Its nodes run the control plane */
  readonly is_control_plane?: boolean | null | undefined;
  /** Its nodes keep etcd */
  readonly is_etcd?: boolean | null | undefined;
  /** Its nodes run workloads */
  readonly is_worker?: boolean | null | undefined;
  /** Labels of its nodes: an object of texts. */
  readonly labels?: unknown;
  /** What kind of machine, in the provider's words. */
  readonly machine_type?: string | null | undefined;
  /** Unique in the cluster; part of its machines' names. */
  readonly name?: string | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: string | null | undefined;
  /** How many machines were last seen. */
  readonly observed_quantity?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** How many are wanted. A pool with etcd has 1, 3, 5 or 7: an even number survives no more failures and blocks sooner. */
  readonly quantity?: number | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "node_pools" */
export type node_pools_on_conflict = {
  readonly constraint: node_pools_constraint;
  readonly update_columns?: ReadonlyArray<node_pools_update_column>;
  readonly where?: node_pools_bool_exp | null | undefined;
};

/** select columns of table "node_pools" */
export type node_pools_select_column =
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'id'
  /** column name */
  | 'is_control_plane'
  /** column name */
  | 'is_etcd'
  /** column name */
  | 'is_worker'
  /** column name */
  | 'labels'
  /** column name */
  | 'machine_type'
  /** column name */
  | 'name'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_quantity'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'quantity'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'updated_at';

/** select "node_pools_aggregate_bool_exp_bool_and_arguments_columns" columns of table "node_pools" */
export type node_pools_select_column_node_pools_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'is_control_plane'
  /** column name */
  | 'is_etcd'
  /** column name */
  | 'is_worker';

/** select "node_pools_aggregate_bool_exp_bool_or_arguments_columns" columns of table "node_pools" */
export type node_pools_select_column_node_pools_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'is_control_plane'
  /** column name */
  | 'is_etcd'
  /** column name */
  | 'is_worker';

/** input type for updating data in table "node_pools" */
export type node_pools_set_input = {
  /** The cluster */
  readonly cluster_id?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Its nodes run the control plane */
  readonly is_control_plane?: boolean | null | undefined;
  /** Its nodes keep etcd */
  readonly is_etcd?: boolean | null | undefined;
  /** Its nodes run workloads */
  readonly is_worker?: boolean | null | undefined;
  /** Labels of its nodes: an object of texts. */
  readonly labels?: unknown;
  /** What kind of machine, in the provider's words. */
  readonly machine_type?: string | null | undefined;
  /** Unique in the cluster; part of its machines' names. */
  readonly name?: string | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: string | null | undefined;
  /** How many machines were last seen. */
  readonly observed_quantity?: number | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** How many are wanted. A pool with etcd has 1, 3, 5 or 7: an even number survives no more failures and blocks sooner. */
  readonly quantity?: number | null | undefined;
  /** Nodes that are ready */
  readonly ready_nodes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "node_pools" */
export type node_pools_update_column =
  /** column name */
  | 'cluster_id'
  /** column name */
  | 'created_at'
  /** column name */
  | 'id'
  /** column name */
  | 'is_control_plane'
  /** column name */
  | 'is_etcd'
  /** column name */
  | 'is_worker'
  /** column name */
  | 'labels'
  /** column name */
  | 'machine_type'
  /** column name */
  | 'name'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_quantity'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'quantity'
  /** column name */
  | 'ready_nodes'
  /** column name */
  | 'updated_at';

/** Boolean expression to filter rows from the table "notification_channels". All fields are combined with a logical 'AND'. */
export type notification_channels_bool_exp = {
  readonly _and?: ReadonlyArray<notification_channels_bool_exp> | null | undefined;
  readonly _not?: notification_channels_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<notification_channels_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Types of domain events; a * stands for any letters: Alert*, *Failed, *. */
  readonly event_types?: String_array_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: Boolean_comparison_exp | null | undefined;
  /** When it last failed */
  readonly last_failure_at?: timestamptz_comparison_exp | null | undefined;
  /** Why the newest failed attempt failed. */
  readonly last_failure_reason?: String_comparison_exp | null | undefined;
  /** When it last worked */
  readonly last_success_at?: timestamptz_comparison_exp | null | undefined;
  /** Milder events are not sent. */
  readonly minimum_severity?: event_severities_enum_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly notifications?: notifications_bool_exp | null | undefined;
  readonly notifications_aggregate?: notifications_aggregate_bool_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** Only what happens in this project; null: all of the organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** E-mail addresses. */
  readonly recipients?: String_array_comparison_exp | null | undefined;
  /** As much of the target as tells channels apart. */
  readonly target_hint?: String_comparison_exp | null | undefined;
  /** The address to post to, and for webhooks the signing secret, encrypted: whoever knows the address can post there. */
  readonly target_sealed?: String_comparison_exp | null | undefined;
  /** Which type of its sort it is */
  readonly type?: channel_types_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "notification_channels" */
export type notification_channels_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'notification_channels_pkey';

/** input type for inserting data into table "notification_channels" */
export type notification_channels_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Types of domain events; a * stands for any letters: Alert*, *Failed, *. */
  readonly event_types?: ReadonlyArray<string> | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: boolean | null | undefined;
  /** When it last failed */
  readonly last_failure_at?: string | null | undefined;
  /** Why the newest failed attempt failed. */
  readonly last_failure_reason?: string | null | undefined;
  /** When it last worked */
  readonly last_success_at?: string | null | undefined;
  /** Milder events are not sent. */
  readonly minimum_severity?: event_severities_enum | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly notifications?: notifications_arr_rel_insert_input | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** Only what happens in this project; null: all of the organization. */
  readonly project_id?: string | null | undefined;
  /** E-mail addresses. */
  readonly recipients?: ReadonlyArray<string> | null | undefined;
  /** As much of the target as tells channels apart. */
  readonly target_hint?: string | null | undefined;
  /** The address to post to, and for webhooks the signing secret, encrypted: whoever knows the address can post there. */
  readonly target_sealed?: string | null | undefined;
  /** Which type of its sort it is */
  readonly type?: channel_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "notification_channels" */
export type notification_channels_obj_rel_insert_input = {
  readonly data: notification_channels_insert_input;
  /** upsert condition */
  readonly on_conflict?: notification_channels_on_conflict | null | undefined;
};

/** on_conflict condition type for table "notification_channels" */
export type notification_channels_on_conflict = {
  readonly constraint: notification_channels_constraint;
  readonly update_columns?: ReadonlyArray<notification_channels_update_column>;
  readonly where?: notification_channels_bool_exp | null | undefined;
};

/** input type for updating data in table "notification_channels" */
export type notification_channels_set_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Types of domain events; a * stands for any letters: Alert*, *Failed, *. */
  readonly event_types?: ReadonlyArray<string> | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Switched off it does nothing */
  readonly is_enabled?: boolean | null | undefined;
  /** When it last failed */
  readonly last_failure_at?: string | null | undefined;
  /** Why the newest failed attempt failed. */
  readonly last_failure_reason?: string | null | undefined;
  /** When it last worked */
  readonly last_success_at?: string | null | undefined;
  /** Milder events are not sent. */
  readonly minimum_severity?: event_severities_enum | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** Only what happens in this project; null: all of the organization. */
  readonly project_id?: string | null | undefined;
  /** E-mail addresses. */
  readonly recipients?: ReadonlyArray<string> | null | undefined;
  /** As much of the target as tells channels apart. */
  readonly target_hint?: string | null | undefined;
  /** The address to post to, and for webhooks the signing secret, encrypted: whoever knows the address can post there. */
  readonly target_sealed?: string | null | undefined;
  /** Which type of its sort it is */
  readonly type?: channel_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "notification_channels" */
export type notification_channels_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'event_types'
  /** column name */
  | 'id'
  /** column name */
  | 'is_enabled'
  /** column name */
  | 'last_failure_at'
  /** column name */
  | 'last_failure_reason'
  /** column name */
  | 'last_success_at'
  /** column name */
  | 'minimum_severity'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'recipients'
  /** column name */
  | 'target_hint'
  /** column name */
  | 'target_sealed'
  /** column name */
  | 'type'
  /** column name */
  | 'updated_at';

export type notifications_aggregate_bool_exp = {
  readonly count?: notifications_aggregate_bool_exp_count | null | undefined;
};

export type notifications_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<notifications_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: notifications_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "notifications" */
export type notifications_arr_rel_insert_input = {
  readonly data: ReadonlyArray<notifications_insert_input>;
  /** upsert condition */
  readonly on_conflict?: notifications_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "notifications". All fields are combined with a logical 'AND'. */
export type notifications_bool_exp = {
  readonly _and?: ReadonlyArray<notifications_bool_exp> | null | undefined;
  readonly _not?: notifications_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<notifications_bool_exp> | null | undefined;
  /** How often it was tried */
  readonly attempts?: Int_comparison_exp | null | undefined;
  readonly channel?: notification_channels_bool_exp | null | undefined;
  /** The notification channel */
  readonly channel_id?: uuid_comparison_exp | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: timestamptz_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly event?: domain_events_bool_exp | null | undefined;
  /** The domain event; null: a test that somebody asked for. */
  readonly event_id?: uuid_comparison_exp | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum_comparison_exp | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: timestamptz_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "notifications" */
export type notifications_constraint =
  /** unique or primary key constraint on columns "channel_id", "event_id" */
  | 'notifications_once_idx'
  /** unique or primary key constraint on columns "id" */
  | 'notifications_pkey';

/** input type for inserting data into table "notifications" */
export type notifications_insert_input = {
  /** How often it was tried */
  readonly attempts?: number | null | undefined;
  readonly channel?: notification_channels_obj_rel_insert_input | null | undefined;
  /** The notification channel */
  readonly channel_id?: string | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly event?: domain_events_obj_rel_insert_input | null | undefined;
  /** The domain event; null: a test that somebody asked for. */
  readonly event_id?: string | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum | null | undefined;
};

/** on_conflict condition type for table "notifications" */
export type notifications_on_conflict = {
  readonly constraint: notifications_constraint;
  readonly update_columns?: ReadonlyArray<notifications_update_column>;
  readonly where?: notifications_bool_exp | null | undefined;
};

/** select columns of table "notifications" */
export type notifications_select_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'channel_id'
  /** column name */
  | 'claimed_until'
  /** column name */
  | 'created_at'
  /** column name */
  | 'event_id'
  /** column name */
  | 'event_type'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'status';

/** input type for updating data in table "notifications" */
export type notifications_set_input = {
  /** How often it was tried */
  readonly attempts?: number | null | undefined;
  /** The notification channel */
  readonly channel_id?: string | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** The domain event; null: a test that somebody asked for. */
  readonly event_id?: string | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** How grave it is */
  readonly severity?: event_severities_enum | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum | null | undefined;
};

/** update columns of table "notifications" */
export type notifications_update_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'channel_id'
  /** column name */
  | 'claimed_until'
  /** column name */
  | 'created_at'
  /** column name */
  | 'event_id'
  /** column name */
  | 'event_type'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'status';

export type organization_members_aggregate_bool_exp = {
  readonly count?: organization_members_aggregate_bool_exp_count | null | undefined;
};

export type organization_members_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<organization_members_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: organization_members_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "organization_members" */
export type organization_members_arr_rel_insert_input = {
  readonly data: ReadonlyArray<organization_members_insert_input>;
  /** upsert condition */
  readonly on_conflict?: organization_members_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "organization_members". All fields are combined with a logical 'AND'. */
export type organization_members_bool_exp = {
  readonly _and?: ReadonlyArray<organization_members_bool_exp> | null | undefined;
  readonly _not?: organization_members_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<organization_members_bool_exp> | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** What its holder may do */
  readonly role?: member_roles_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "organization_members" */
export type organization_members_constraint =
  /** unique or primary key constraint on columns "organization_id", "user_id" */
  | 'organization_members_pkey';

/** input type for inserting data into table "organization_members" */
export type organization_members_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** What its holder may do */
  readonly role?: member_roles_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** input type for inserting object relation for remote table "organization_members" */
export type organization_members_obj_rel_insert_input = {
  readonly data: organization_members_insert_input;
  /** upsert condition */
  readonly on_conflict?: organization_members_on_conflict | null | undefined;
};

/** on_conflict condition type for table "organization_members" */
export type organization_members_on_conflict = {
  readonly constraint: organization_members_constraint;
  readonly update_columns?: ReadonlyArray<organization_members_update_column>;
  readonly where?: organization_members_bool_exp | null | undefined;
};

/** select columns of table "organization_members" */
export type organization_members_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'role'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'user_id';

/** update columns of table "organization_members" */
export type organization_members_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'role'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'user_id';

/** Boolean expression to filter rows from the table "organizations". All fields are combined with a logical 'AND'. */
export type organizations_bool_exp = {
  readonly _and?: ReadonlyArray<organizations_bool_exp> | null | undefined;
  readonly _not?: organizations_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<organizations_bool_exp> | null | undefined;
  readonly clusters?: clusters_bool_exp | null | undefined;
  readonly clusters_aggregate?: clusters_aggregate_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Where the organization's clusters and databases have to stay: a jurisdiction (eu), a region, or the beginning of regions' names (eu-central). Null: anywhere. */
  readonly data_region?: String_comparison_exp | null | undefined;
  readonly databases?: databases_bool_exp | null | undefined;
  readonly databases_aggregate?: databases_aggregate_bool_exp | null | undefined;
  /** How many deployments may wait at once; one more is refused. */
  readonly deployment_queue_limit?: Int_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly members?: organization_members_bool_exp | null | undefined;
  readonly members_aggregate?: organization_members_aggregate_bool_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly policy_rules?: policy_rules_bool_exp | null | undefined;
  readonly policy_rules_aggregate?: policy_rules_aggregate_bool_exp | null | undefined;
  readonly projects?: projects_bool_exp | null | undefined;
  readonly projects_aggregate?: projects_aggregate_bool_exp | null | undefined;
  readonly quota_limits?: quota_limits_bool_exp | null | undefined;
  readonly quota_limits_aggregate?: quota_limits_aggregate_bool_exp | null | undefined;
  readonly quotas?: quotas_bool_exp | null | undefined;
  readonly quotas_aggregate?: quotas_aggregate_bool_exp | null | undefined;
  /** Name in addresses: lowercase letters, digits and hyphens. */
  readonly slug?: String_comparison_exp | null | undefined;
  readonly teams?: teams_bool_exp | null | undefined;
  readonly teams_aggregate?: teams_aggregate_bool_exp | null | undefined;
  readonly tenant_clusters?: tenant_clusters_bool_exp | null | undefined;
  readonly tenant_clusters_aggregate?: tenant_clusters_aggregate_bool_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "organizations" */
export type organizations_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'organizations_pkey'
  /** unique or primary key constraint on columns "slug" */
  | 'organizations_slug_key';

/** input type for inserting data into table "organizations" */
export type organizations_insert_input = {
  readonly clusters?: clusters_arr_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Where the organization's clusters and databases have to stay: a jurisdiction (eu), a region, or the beginning of regions' names (eu-central). Null: anywhere. */
  readonly data_region?: string | null | undefined;
  readonly databases?: databases_arr_rel_insert_input | null | undefined;
  /** How many deployments may wait at once; one more is refused. */
  readonly deployment_queue_limit?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly members?: organization_members_arr_rel_insert_input | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly policy_rules?: policy_rules_arr_rel_insert_input | null | undefined;
  readonly projects?: projects_arr_rel_insert_input | null | undefined;
  readonly quotas?: quotas_arr_rel_insert_input | null | undefined;
  /** Name in addresses: lowercase letters, digits and hyphens. */
  readonly slug?: string | null | undefined;
  readonly teams?: teams_arr_rel_insert_input | null | undefined;
  readonly tenant_clusters?: tenant_clusters_arr_rel_insert_input | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "organizations" */
export type organizations_obj_rel_insert_input = {
  readonly data: organizations_insert_input;
  /** upsert condition */
  readonly on_conflict?: organizations_on_conflict | null | undefined;
};

/** on_conflict condition type for table "organizations" */
export type organizations_on_conflict = {
  readonly constraint: organizations_constraint;
  readonly update_columns?: ReadonlyArray<organizations_update_column>;
  readonly where?: organizations_bool_exp | null | undefined;
};

/** update columns of table "organizations" */
export type organizations_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'data_region'
  /** column name */
  | 'deployment_queue_limit'
  /** column name */
  | 'id'
  /** column name */
  | 'name'
  /** column name */
  | 'slug'
  /** column name */
  | 'updated_at';

export type policy_decisions_aggregate_bool_exp = {
  readonly count?: policy_decisions_aggregate_bool_exp_count | null | undefined;
};

export type policy_decisions_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<policy_decisions_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: policy_decisions_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "policy_decisions" */
export type policy_decisions_arr_rel_insert_input = {
  readonly data: ReadonlyArray<policy_decisions_insert_input>;
  /** upsert condition */
  readonly on_conflict?: policy_decisions_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "policy_decisions". All fields are combined with a logical 'AND'. */
export type policy_decisions_bool_exp = {
  readonly _and?: ReadonlyArray<policy_decisions_bool_exp> | null | undefined;
  readonly _not?: policy_decisions_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<policy_decisions_bool_exp> | null | undefined;
  /** When it was decided */
  readonly decided_at?: timestamptz_comparison_exp | null | undefined;
  /** By which the engine that decided finds the decision in its own log; null: it keeps none. */
  readonly decision_id?: String_comparison_exp | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** Who decided. */
  readonly engine?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** How it ended */
  readonly outcome?: policy_outcomes_enum_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** What it broke: rule, message, hint. Empty when it was allowed. */
  readonly violations?: jsonb_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "policy_decisions" */
export type policy_decisions_constraint =
  /** unique or primary key constraint on columns "deployment_id" */
  | 'policy_decisions_deployment_key'
  /** unique or primary key constraint on columns "id" */
  | 'policy_decisions_pkey';

/** input type for inserting data into table "policy_decisions" */
export type policy_decisions_insert_input = {
  /** When it was decided */
  readonly decided_at?: string | null | undefined;
  /** By which the engine that decided finds the decision in its own log; null: it keeps none. */
  readonly decision_id?: string | null | undefined;
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment */
  readonly deployment_id?: string | null | undefined;
  /** Who decided. */
  readonly engine?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** How it ended */
  readonly outcome?: policy_outcomes_enum | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** What it broke: rule, message, hint. Empty when it was allowed. */
  readonly violations?: unknown;
};

/** on_conflict condition type for table "policy_decisions" */
export type policy_decisions_on_conflict = {
  readonly constraint: policy_decisions_constraint;
  readonly update_columns?: ReadonlyArray<policy_decisions_update_column>;
  readonly where?: policy_decisions_bool_exp | null | undefined;
};

/** select columns of table "policy_decisions" */
export type policy_decisions_select_column =
  /** column name */
  | 'decided_at'
  /** column name */
  | 'decision_id'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'engine'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'project_id'
  /** column name */
  | 'violations';

/** update columns of table "policy_decisions" */
export type policy_decisions_update_column =
  /** column name */
  | 'decided_at'
  /** column name */
  | 'decision_id'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'engine'
  /** column name */
  | 'id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'project_id'
  /** column name */
  | 'violations';

export type policy_outcomes_enum =
  /** No rule was broken */
  | 'allowed'
  /** A rule was broken */
  | 'denied';

/** Boolean expression to compare columns of type "policy_outcomes_enum". All fields are combined with logical 'AND'. */
export type policy_outcomes_enum_comparison_exp = {
  readonly _eq?: policy_outcomes_enum | null | undefined;
  readonly _in?: ReadonlyArray<policy_outcomes_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: policy_outcomes_enum | null | undefined;
  readonly _nin?: ReadonlyArray<policy_outcomes_enum> | null | undefined;
};

export type policy_rule_kinds_enum =
  /** Somebody has approved the deployment */
  | 'approval'
  /** Images are named by digest */
  | 'image_digest'
  /** At most so many replicas */
  | 'max_replicas'
  /** The artifact was scanned */
  | 'scan'
  /** No vulnerability of a severity or worse */
  | 'severity';

/** Boolean expression to compare columns of type "policy_rule_kinds_enum". All fields are combined with logical 'AND'. */
export type policy_rule_kinds_enum_comparison_exp = {
  readonly _eq?: policy_rule_kinds_enum | null | undefined;
  readonly _in?: ReadonlyArray<policy_rule_kinds_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: policy_rule_kinds_enum | null | undefined;
  readonly _nin?: ReadonlyArray<policy_rule_kinds_enum> | null | undefined;
};

export type policy_rules_aggregate_bool_exp = {
  readonly count?: policy_rules_aggregate_bool_exp_count | null | undefined;
};

export type policy_rules_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<policy_rules_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: policy_rules_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "policy_rules" */
export type policy_rules_arr_rel_insert_input = {
  readonly data: ReadonlyArray<policy_rules_insert_input>;
  /** upsert condition */
  readonly on_conflict?: policy_rules_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "policy_rules". All fields are combined with a logical 'AND'. */
export type policy_rules_bool_exp = {
  readonly _and?: ReadonlyArray<policy_rules_bool_exp> | null | undefined;
  readonly _not?: policy_rules_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<policy_rules_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Only environments of this type; null: all. */
  readonly environment_type?: environment_types_enum_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: policy_rule_kinds_enum_comparison_exp | null | undefined;
  /** For the kind max_replicas. */
  readonly max_replicas?: Int_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** Only this project; null: all. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** For the kind severity: a vulnerability this bad or worse denies the deployment. */
  readonly severity?: severities_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "policy_rules" */
export type policy_rules_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'policy_rules_pkey';

/** input type for inserting data into table "policy_rules" */
export type policy_rules_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Only environments of this type; null: all. */
  readonly environment_type?: environment_types_enum | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Which kind of its sort it is */
  readonly kind?: policy_rule_kinds_enum | null | undefined;
  /** For the kind max_replicas. */
  readonly max_replicas?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** Only this project; null: all. */
  readonly project_id?: string | null | undefined;
  /** For the kind severity: a vulnerability this bad or worse denies the deployment. */
  readonly severity?: severities_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "policy_rules" */
export type policy_rules_on_conflict = {
  readonly constraint: policy_rules_constraint;
  readonly update_columns?: ReadonlyArray<policy_rules_update_column>;
  readonly where?: policy_rules_bool_exp | null | undefined;
};

/** select columns of table "policy_rules" */
export type policy_rules_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'environment_type'
  /** column name */
  | 'id'
  /** column name */
  | 'kind'
  /** column name */
  | 'max_replicas'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'updated_at';

/** update columns of table "policy_rules" */
export type policy_rules_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'environment_type'
  /** column name */
  | 'id'
  /** column name */
  | 'kind'
  /** column name */
  | 'max_replicas'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'severity'
  /** column name */
  | 'updated_at';

export type projects_aggregate_bool_exp = {
  readonly count?: projects_aggregate_bool_exp_count | null | undefined;
};

export type projects_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<projects_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: projects_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** append existing jsonb value of filtered columns with new jsonb value */
export type projects_append_input = {
  /** Free keys and values for filtering. */
  readonly labels?: unknown;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: unknown;
};

/** input type for inserting array relation for remote table "projects" */
export type projects_arr_rel_insert_input = {
  readonly data: ReadonlyArray<projects_insert_input>;
  /** upsert condition */
  readonly on_conflict?: projects_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "projects". All fields are combined with a logical 'AND'. */
export type projects_bool_exp = {
  readonly _and?: ReadonlyArray<projects_bool_exp> | null | undefined;
  readonly _not?: projects_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<projects_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly databases?: databases_bool_exp | null | undefined;
  readonly databases_aggregate?: databases_aggregate_bool_exp | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployments?: deployments_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployments_aggregate_bool_exp | null | undefined;
  /** A few words for people */
  readonly description?: String_comparison_exp | null | undefined;
  readonly domains?: service_domains_bool_exp | null | undefined;
  readonly domains_aggregate?: service_domains_aggregate_bool_exp | null | undefined;
  readonly environments?: environments_bool_exp | null | undefined;
  readonly environments_aggregate?: environments_aggregate_bool_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly instances?: service_instances_bool_exp | null | undefined;
  readonly instances_aggregate?: service_instances_aggregate_bool_exp | null | undefined;
  readonly job_runs?: job_runs_bool_exp | null | undefined;
  readonly job_runs_aggregate?: job_runs_aggregate_bool_exp | null | undefined;
  /** Free keys and values for filtering. */
  readonly labels?: jsonb_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly quota_limits?: quota_limits_bool_exp | null | undefined;
  readonly quota_limits_aggregate?: quota_limits_aggregate_bool_exp | null | undefined;
  readonly quotas?: quotas_bool_exp | null | undefined;
  readonly quotas_aggregate?: quotas_aggregate_bool_exp | null | undefined;
  readonly services?: services_bool_exp | null | undefined;
  readonly services_aggregate?: services_aggregate_bool_exp | null | undefined;
  /** Name in addresses, unique in the organization. It never changes. */
  readonly slug?: String_comparison_exp | null | undefined;
  readonly team?: teams_bool_exp | null | undefined;
  /** The team that owns it; null: everybody in the organization. */
  readonly team_id?: uuid_comparison_exp | null | undefined;
  readonly tenant_clusters?: tenant_clusters_bool_exp | null | undefined;
  readonly tenant_clusters_aggregate?: tenant_clusters_aggregate_bool_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: jsonb_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "projects" */
export type projects_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'projects_pkey'
  /** unique or primary key constraint on columns "organization_id", "slug" */
  | 'projects_slug_key';

/** delete the field or element with specified path (for JSON arrays, negative integers count from the end) */
export type projects_delete_at_path_input = {
  /** Free keys and values for filtering. */
  readonly labels?: ReadonlyArray<string> | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: ReadonlyArray<string> | null | undefined;
};

/** delete the array element with specified index (negative integers count from the end). throws an error if top level container is not an array */
export type projects_delete_elem_input = {
  /** Free keys and values for filtering. */
  readonly labels?: number | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: number | null | undefined;
};

/** delete key/value pair or string element. key/value pairs are matched based on their key value */
export type projects_delete_key_input = {
  /** Free keys and values for filtering. */
  readonly labels?: string | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: string | null | undefined;
};

/** input type for inserting data into table "projects" */
export type projects_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly databases?: databases_arr_rel_insert_input | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  readonly deployments?: deployments_arr_rel_insert_input | null | undefined;
  /** A few words for people */
  readonly description?: string | null | undefined;
  readonly domains?: service_domains_arr_rel_insert_input | null | undefined;
  readonly environments?: environments_arr_rel_insert_input | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly instances?: service_instances_arr_rel_insert_input | null | undefined;
  readonly job_runs?: job_runs_arr_rel_insert_input | null | undefined;
  /** Free keys and values for filtering. */
  readonly labels?: unknown;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly quotas?: quotas_arr_rel_insert_input | null | undefined;
  readonly services?: services_arr_rel_insert_input | null | undefined;
  /** Name in addresses, unique in the organization. It never changes. */
  readonly slug?: string | null | undefined;
  readonly team?: teams_obj_rel_insert_input | null | undefined;
  /** The team that owns it; null: everybody in the organization. */
  readonly team_id?: string | null | undefined;
  readonly tenant_clusters?: tenant_clusters_arr_rel_insert_input | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: unknown;
};

/** input type for inserting object relation for remote table "projects" */
export type projects_obj_rel_insert_input = {
  readonly data: projects_insert_input;
  /** upsert condition */
  readonly on_conflict?: projects_on_conflict | null | undefined;
};

/** on_conflict condition type for table "projects" */
export type projects_on_conflict = {
  readonly constraint: projects_constraint;
  readonly update_columns?: ReadonlyArray<projects_update_column>;
  readonly where?: projects_bool_exp | null | undefined;
};

/** prepend existing jsonb value of filtered columns with new jsonb value */
export type projects_prepend_input = {
  /** Free keys and values for filtering. */
  readonly labels?: unknown;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: unknown;
};

/** select columns of table "projects" */
export type projects_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'description'
  /** column name */
  | 'id'
  /** column name */
  | 'labels'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'slug'
  /** column name */
  | 'team_id'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'variables';

/** input type for updating data in table "projects" */
export type projects_set_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  /** A few words for people */
  readonly description?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Free keys and values for filtering. */
  readonly labels?: unknown;
  /** For people */
  readonly name?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** Name in addresses, unique in the organization. It never changes. */
  readonly slug?: string | null | undefined;
  /** The team that owns it; null: everybody in the organization. */
  readonly team_id?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Variables that services of the project use as ${{ shared.NAME }}: an object of texts. */
  readonly variables?: unknown;
};

/** update columns of table "projects" */
export type projects_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'description'
  /** column name */
  | 'id'
  /** column name */
  | 'labels'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'slug'
  /** column name */
  | 'team_id'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'variables';

export type projects_updates = {
  /** append existing jsonb value of filtered columns with new jsonb value */
  readonly _append?: projects_append_input | null | undefined;
  /** delete the field or element with specified path (for JSON arrays, negative integers count from the end) */
  readonly _delete_at_path?: projects_delete_at_path_input | null | undefined;
  /** delete the array element with specified index (negative integers count from the end). throws an error if top level container is not an array */
  readonly _delete_elem?: projects_delete_elem_input | null | undefined;
  /** delete key/value pair or string element. key/value pairs are matched based on their key value */
  readonly _delete_key?: projects_delete_key_input | null | undefined;
  /** prepend existing jsonb value of filtered columns with new jsonb value */
  readonly _prepend?: projects_prepend_input | null | undefined;
  /** sets the columns of the filtered rows to the given values */
  readonly _set?: projects_set_input | null | undefined;
  /** filter the rows which have to be updated */
  readonly where: projects_bool_exp;
};

export type quota_limits_aggregate_bool_exp = {
  readonly bool_and?: quota_limits_aggregate_bool_exp_bool_and | null | undefined;
  readonly bool_or?: quota_limits_aggregate_bool_exp_bool_or | null | undefined;
  readonly count?: quota_limits_aggregate_bool_exp_count | null | undefined;
};

export type quota_limits_aggregate_bool_exp_bool_and = {
  readonly arguments: quota_limits_select_column_quota_limits_aggregate_bool_exp_bool_and_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: quota_limits_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type quota_limits_aggregate_bool_exp_bool_or = {
  readonly arguments: quota_limits_select_column_quota_limits_aggregate_bool_exp_bool_or_arguments_columns;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: quota_limits_bool_exp | null | undefined;
  readonly predicate: Boolean_comparison_exp;
};

export type quota_limits_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<quota_limits_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: quota_limits_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** Boolean expression to filter rows from the table "quota_limits". All fields are combined with a logical 'AND'. */
export type quota_limits_bool_exp = {
  readonly _and?: ReadonlyArray<quota_limits_bool_exp> | null | undefined;
  readonly _not?: quota_limits_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<quota_limits_bool_exp> | null | undefined;
  /** Nobody set it for this organization. */
  readonly is_default?: Boolean_comparison_exp | null | undefined;
  /** What may be used; null: as much as there is. */
  readonly maximum?: bigint_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** What is counted */
  readonly quota?: String_comparison_exp | null | undefined;
  /** The organization or project */
  readonly target_id?: uuid_comparison_exp | null | undefined;
};

/** select columns of table "quota_limits" */
export type quota_limits_select_column =
  /** column name */
  | 'is_default'
  /** column name */
  | 'maximum'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'quota'
  /** column name */
  | 'target_id';

/** select "quota_limits_aggregate_bool_exp_bool_and_arguments_columns" columns of table "quota_limits" */
export type quota_limits_select_column_quota_limits_aggregate_bool_exp_bool_and_arguments_columns =
  /** column name */
  | 'is_default';

/** select "quota_limits_aggregate_bool_exp_bool_or_arguments_columns" columns of table "quota_limits" */
export type quota_limits_select_column_quota_limits_aggregate_bool_exp_bool_or_arguments_columns =
  /** column name */
  | 'is_default';

export type quota_names_enum =
  /** Clusters and tenant clusters (of organizations only) */
  | 'clusters'
  /** CPU limits of all replicas and database nodes; 250 for a replica without a limit */
  | 'cpu_millicores'
  /** Databases */
  | 'databases'
  /** Deployments that have not ended */
  | 'deployments_in_flight'
  /** Environments */
  | 'environments'
  /** Members (of organizations only) */
  | 'members'
  /** Memory limits of all replicas and database nodes; 256 for a replica without a limit */
  | 'memory_megabytes'
  /** Projects (of organizations only) */
  | 'projects'
  /** Secrets */
  | 'secrets'
  /** Services */
  | 'services'
  /** Storage of all database nodes */
  | 'storage_gigabytes';

/** Boolean expression to compare columns of type "quota_names_enum". All fields are combined with logical 'AND'. */
export type quota_names_enum_comparison_exp = {
  readonly _eq?: quota_names_enum | null | undefined;
  readonly _in?: ReadonlyArray<quota_names_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: quota_names_enum | null | undefined;
  readonly _nin?: ReadonlyArray<quota_names_enum> | null | undefined;
};

export type quotas_aggregate_bool_exp = {
  readonly count?: quotas_aggregate_bool_exp_count | null | undefined;
};

export type quotas_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<quotas_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: quotas_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "quotas" */
export type quotas_arr_rel_insert_input = {
  readonly data: ReadonlyArray<quotas_insert_input>;
  /** upsert condition */
  readonly on_conflict?: quotas_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "quotas". All fields are combined with a logical 'AND'. */
export type quotas_bool_exp = {
  readonly _and?: ReadonlyArray<quotas_bool_exp> | null | undefined;
  readonly _not?: quotas_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<quotas_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** The most there may be */
  readonly maximum?: bigint_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** What is counted */
  readonly quota?: quota_names_enum_comparison_exp | null | undefined;
  /** Id of the project or of the organization. */
  readonly target_id?: uuid_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "quotas" */
export type quotas_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'quotas_pkey'
  /** unique or primary key constraint on columns "target_id", "quota" */
  | 'quotas_target_key';

/** input type for inserting data into table "quotas" */
export type quotas_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The most there may be */
  readonly maximum?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: string | null | undefined;
  /** What is counted */
  readonly quota?: quota_names_enum | null | undefined;
  /** Id of the project or of the organization. */
  readonly target_id?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** on_conflict condition type for table "quotas" */
export type quotas_on_conflict = {
  readonly constraint: quotas_constraint;
  readonly update_columns?: ReadonlyArray<quotas_update_column>;
  readonly where?: quotas_bool_exp | null | undefined;
};

/** select columns of table "quotas" */
export type quotas_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'id'
  /** column name */
  | 'maximum'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'quota'
  /** column name */
  | 'target_id'
  /** column name */
  | 'updated_at';

/** update columns of table "quotas" */
export type quotas_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'id'
  /** column name */
  | 'maximum'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'quota'
  /** column name */
  | 'target_id'
  /** column name */
  | 'updated_at';

export type region_statuses_enum =
  /** New things may be placed there */
  | 'available'
  /** What is there stays, nothing new is placed there */
  | 'draining'
  /** It cannot be reached: what is there is served from elsewhere or not at all */
  | 'unavailable';

/** Boolean expression to compare columns of type "region_statuses_enum". All fields are combined with logical 'AND'. */
export type region_statuses_enum_comparison_exp = {
  readonly _eq?: region_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<region_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: region_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<region_statuses_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "regions". All fields are combined with a logical 'AND'. */
export type regions_bool_exp = {
  readonly _and?: ReadonlyArray<regions_bool_exp> | null | undefined;
  readonly _not?: regions_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<regions_bool_exp> | null | undefined;
  readonly clusters?: clusters_bool_exp | null | undefined;
  readonly clusters_aggregate?: clusters_aggregate_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly databases?: databases_bool_exp | null | undefined;
  readonly databases_aggregate?: databases_aggregate_bool_exp | null | undefined;
  readonly environments?: environments_bool_exp | null | undefined;
  readonly environments_aggregate?: environments_aggregate_bool_exp | null | undefined;
  readonly failover_region?: regions_bool_exp | null | undefined;
  /** Where its things go when it is unavailable. */
  readonly failover_region_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Whose law holds there, for example eu, us, ch; local for this installation's own machines. */
  readonly jurisdiction?: String_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  /** Its name for programs, for example eu-central-1. */
  readonly slug?: String_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: region_statuses_enum_comparison_exp | null | undefined;
  /** Why it is not available, for people. */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "regions" */
export type regions_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'regions_pkey'
  /** unique or primary key constraint on columns "slug" */
  | 'regions_slug_key';

/** input type for inserting data into table "regions" */
export type regions_insert_input = {
  readonly clusters?: clusters_arr_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly databases?: databases_arr_rel_insert_input | null | undefined;
  readonly environments?: environments_arr_rel_insert_input | null | undefined;
  readonly failover_region?: regions_obj_rel_insert_input | null | undefined;
  /** Where its things go when it is unavailable. */
  readonly failover_region_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Whose law holds there, for example eu, us, ch; local for this installation's own machines. */
  readonly jurisdiction?: string | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its name for programs, for example eu-central-1. */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: region_statuses_enum | null | undefined;
  /** Why it is not available, for people. */
  readonly status_reason?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "regions" */
export type regions_obj_rel_insert_input = {
  readonly data: regions_insert_input;
  /** upsert condition */
  readonly on_conflict?: regions_on_conflict | null | undefined;
};

/** on_conflict condition type for table "regions" */
export type regions_on_conflict = {
  readonly constraint: regions_constraint;
  readonly update_columns?: ReadonlyArray<regions_update_column>;
  readonly where?: regions_bool_exp | null | undefined;
};

/** input type for updating data in table "regions" */
export type regions_set_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Where its things go when it is unavailable. */
  readonly failover_region_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Whose law holds there, for example eu, us, ch; local for this installation's own machines. */
  readonly jurisdiction?: string | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its name for programs, for example eu-central-1. */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: region_statuses_enum | null | undefined;
  /** Why it is not available, for people. */
  readonly status_reason?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "regions" */
export type regions_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'failover_region_id'
  /** column name */
  | 'id'
  /** column name */
  | 'jurisdiction'
  /** column name */
  | 'name'
  /** column name */
  | 'slug'
  /** column name */
  | 'status'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'updated_at';

export type restore_statuses_enum =
  /** Nothing was restored; the reason is named */
  | 'failed'
  /** Waits for its turn */
  | 'queued'
  /** Under way */
  | 'restoring'
  /** The database serves what was restored */
  | 'succeeded';

/** Boolean expression to compare columns of type "restore_statuses_enum". All fields are combined with logical 'AND'. */
export type restore_statuses_enum_comparison_exp = {
  readonly _eq?: restore_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<restore_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: restore_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<restore_statuses_enum> | null | undefined;
};

export type scan_outcomes_enum =
  /** Nobody looked at it, so nothing is known */
  | 'not_scanned'
  /** A scanner looked at it */
  | 'scanned';

/** Boolean expression to compare columns of type "scan_outcomes_enum". All fields are combined with logical 'AND'. */
export type scan_outcomes_enum_comparison_exp = {
  readonly _eq?: scan_outcomes_enum | null | undefined;
  readonly _in?: ReadonlyArray<scan_outcomes_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: scan_outcomes_enum | null | undefined;
  readonly _nin?: ReadonlyArray<scan_outcomes_enum> | null | undefined;
};

export type secret_scopes_enum =
  /** Every service in the environment */
  | 'environment'
  /** Every service of the organization */
  | 'organization'
  /** Every service of the project */
  | 'project'
  /** The service, wherever it runs */
  | 'service';

/** Boolean expression to compare columns of type "secret_scopes_enum". All fields are combined with logical 'AND'. */
export type secret_scopes_enum_comparison_exp = {
  readonly _eq?: secret_scopes_enum | null | undefined;
  readonly _in?: ReadonlyArray<secret_scopes_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: secret_scopes_enum | null | undefined;
  readonly _nin?: ReadonlyArray<secret_scopes_enum> | null | undefined;
};

export type secret_versions_aggregate_bool_exp = {
  readonly count?: secret_versions_aggregate_bool_exp_count | null | undefined;
};

export type secret_versions_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<secret_versions_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: secret_versions_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** Boolean expression to filter rows from the table "secret_versions". All fields are combined with a logical 'AND'. */
export type secret_versions_bool_exp = {
  readonly _and?: ReadonlyArray<secret_versions_bool_exp> | null | undefined;
  readonly _not?: secret_versions_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<secret_versions_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly deployments?: deployment_secrets_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployment_secrets_aggregate_bool_exp | null | undefined;
  /** Since when its value is gone for good. */
  readonly destroyed_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** The key-encryption key it is wrapped with; null: the store keeps its own. */
  readonly key_id?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** What the store gave for the value: the encrypted value itself, or where it is kept. No role reads it. */
  readonly sealed?: String_comparison_exp | null | undefined;
  readonly secret?: secrets_bool_exp | null | undefined;
  /** The secret */
  readonly secret_id?: uuid_comparison_exp | null | undefined;
  /** The secret store that can open it. */
  readonly store?: String_comparison_exp | null | undefined;
  /** Counts up from 1 in each secret. */
  readonly version?: Int_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "secret_versions" */
export type secret_versions_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'secret_versions_pkey'
  /** unique or primary key constraint on columns "secret_id", "version" */
  | 'secret_versions_version_key';

/** input type for inserting data into table "secret_versions" */
export type secret_versions_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Since when its value is gone for good. */
  readonly destroyed_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The key-encryption key it is wrapped with; null: the store keeps its own. */
  readonly key_id?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** What the store gave for the value: the encrypted value itself, or where it is kept. No role reads it. */
  readonly sealed?: string | null | undefined;
  /** The secret */
  readonly secret_id?: string | null | undefined;
  /** The secret store that can open it. */
  readonly store?: string | null | undefined;
  /** Counts up from 1 in each secret. */
  readonly version?: number | null | undefined;
};

/** input type for inserting object relation for remote table "secret_versions" */
export type secret_versions_obj_rel_insert_input = {
  readonly data: secret_versions_insert_input;
  /** upsert condition */
  readonly on_conflict?: secret_versions_on_conflict | null | undefined;
};

/** on_conflict condition type for table "secret_versions" */
export type secret_versions_on_conflict = {
  readonly constraint: secret_versions_constraint;
  readonly update_columns?: ReadonlyArray<secret_versions_update_column>;
  readonly where?: secret_versions_bool_exp | null | undefined;
};

/** select columns of table "secret_versions" */
export type secret_versions_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'destroyed_at'
  /** column name */
  | 'id'
  /** column name */
  | 'key_id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'sealed'
  /** column name */
  | 'secret_id'
  /** column name */
  | 'store'
  /** column name */
  | 'version';

/** update columns of table "secret_versions" */
export type secret_versions_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'destroyed_at'
  /** column name */
  | 'id'
  /** column name */
  | 'key_id'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'sealed'
  /** column name */
  | 'secret_id'
  /** column name */
  | 'store'
  /** column name */
  | 'version';

/** Boolean expression to filter rows from the table "secrets". All fields are combined with a logical 'AND'. */
export type secrets_bool_exp = {
  readonly _and?: ReadonlyArray<secrets_bool_exp> | null | undefined;
  readonly _not?: secrets_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<secrets_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** Since when no new deployment reads it. What runs keeps its value until the next deployment. */
  readonly deleted_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployments?: deployment_secrets_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployment_secrets_aggregate_bool_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Name of the environment variable. */
  readonly key?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Who reads it. Of two with the same key the narrower one counts: service, environment, project, organization. */
  readonly scope?: secret_scopes_enum_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** Id of the organization, project, environment or service that the scope names. */
  readonly target_id?: uuid_comparison_exp | null | undefined;
  /** When it was last set. */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** Who set it last. */
  readonly updated_by?: uuid_comparison_exp | null | undefined;
  readonly updater?: users_bool_exp | null | undefined;
  /** The newest version: what the next deployment reads. */
  readonly version?: Int_comparison_exp | null | undefined;
  readonly versions?: secret_versions_bool_exp | null | undefined;
  readonly versions_aggregate?: secret_versions_aggregate_bool_exp | null | undefined;
};

/** unique or primary key constraints on table "secrets" */
export type secrets_constraint =
  /** unique or primary key constraint on columns "target_id", "key" */
  | 'secrets_key_key'
  /** unique or primary key constraint on columns "id" */
  | 'secrets_pkey';

/** input type for inserting data into table "secrets" */
export type secrets_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Since when no new deployment reads it. What runs keeps its value until the next deployment. */
  readonly deleted_at?: string | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Name of the environment variable. */
  readonly key?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Who reads it. Of two with the same key the narrower one counts: service, environment, project, organization. */
  readonly scope?: secret_scopes_enum | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Id of the organization, project, environment or service that the scope names. */
  readonly target_id?: string | null | undefined;
  /** When it was last set. */
  readonly updated_at?: string | null | undefined;
  /** Who set it last. */
  readonly updated_by?: string | null | undefined;
  /** The newest version: what the next deployment reads. */
  readonly version?: number | null | undefined;
};

/** input type for inserting object relation for remote table "secrets" */
export type secrets_obj_rel_insert_input = {
  readonly data: secrets_insert_input;
  /** upsert condition */
  readonly on_conflict?: secrets_on_conflict | null | undefined;
};

/** on_conflict condition type for table "secrets" */
export type secrets_on_conflict = {
  readonly constraint: secrets_constraint;
  readonly update_columns?: ReadonlyArray<secrets_update_column>;
  readonly where?: secrets_bool_exp | null | undefined;
};

/** update columns of table "secrets" */
export type secrets_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleted_at'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'id'
  /** column name */
  | 'key'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'scope'
  /** column name */
  | 'service_id'
  /** column name */
  | 'target_id'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'updated_by'
  /** column name */
  | 'version';

export type service_configs_aggregate_bool_exp = {
  readonly count?: service_configs_aggregate_bool_exp_count | null | undefined;
};

export type service_configs_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<service_configs_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: service_configs_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "service_configs" */
export type service_configs_arr_rel_insert_input = {
  readonly data: ReadonlyArray<service_configs_insert_input>;
  /** upsert condition */
  readonly on_conflict?: service_configs_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "service_configs". All fields are combined with a logical 'AND'. */
export type service_configs_bool_exp = {
  readonly _and?: ReadonlyArray<service_configs_bool_exp> | null | undefined;
  readonly _not?: service_configs_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<service_configs_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** Overrides what detection finds. */
  readonly build_command?: String_comparison_exp | null | undefined;
  /** How long a build may take */
  readonly build_timeout_seconds?: Int_comparison_exp | null | undefined;
  /** The most CPU a replica may use; 1000 is one core */
  readonly cpu_limit_millicores?: Int_comparison_exp | null | undefined;
  /** CPU a replica is promised; 1000 is one core */
  readonly cpu_request_millicores?: Int_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** HTTP path that must answer 2xx or 3xx; null: accepting connections is enough. */
  readonly health_path?: String_comparison_exp | null | undefined;
  /** How long a new version may take to become healthy */
  readonly health_timeout_seconds?: Int_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** The most memory a replica may use */
  readonly memory_limit_megabytes?: Int_comparison_exp | null | undefined;
  /** Memory a replica is promised */
  readonly memory_request_megabytes?: Int_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** What is different in an environment, by its slug: an object with reference, startCommand and variables, each of them optional. */
  readonly overrides?: jsonb_comparison_exp | null | undefined;
  /** Fixed port of the app; null: the runtime chooses and passes PORT. */
  readonly port?: Int_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Runs once per build, before the new version starts. */
  readonly release_command?: String_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** Overrides what detection finds. */
  readonly start_command?: String_comparison_exp | null | undefined;
  /** Time between the request to stop and the end by force */
  readonly stop_timeout_seconds?: Int_comparison_exp | null | undefined;
  /** Environment variables: an object of texts. */
  readonly variables?: jsonb_comparison_exp | null | undefined;
  /** Counts up from 1 in each service. */
  readonly version?: Int_comparison_exp | null | undefined;
  /** How much that folder holds. It only grows. */
  readonly volume_gigabytes?: Int_comparison_exp | null | undefined;
  /** Of what is stateful: the folder whose contents outlive its versions; null: it has none. It may be another one with a deployment. */
  readonly volume_path?: String_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "service_configs" */
export type service_configs_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'service_configs_pkey'
  /** unique or primary key constraint on columns "service_id", "version" */
  | 'service_configs_version_key';

/** input type for inserting data into table "service_configs" */
export type service_configs_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** Overrides what detection finds. */
  readonly build_command?: string | null | undefined;
  /** How long a build may take */
  readonly build_timeout_seconds?: number | null | undefined;
  /** The most CPU a replica may use; 1000 is one core */
  readonly cpu_limit_millicores?: number | null | undefined;
  /** CPU a replica is promised; 1000 is one core */
  readonly cpu_request_millicores?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** HTTP path that must answer 2xx or 3xx; null: accepting connections is enough. */
  readonly health_path?: string | null | undefined;
  /** How long a new version may take to become healthy */
  readonly health_timeout_seconds?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The most memory a replica may use */
  readonly memory_limit_megabytes?: number | null | undefined;
  /** Memory a replica is promised */
  readonly memory_request_megabytes?: number | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** What is different in an environment, by its slug: an object with reference, startCommand and variables, each of them optional. */
  readonly overrides?: unknown;
  /** Fixed port of the app; null: the runtime chooses and passes PORT. */
  readonly port?: number | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Runs once per build, before the new version starts. */
  readonly release_command?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Overrides what detection finds. */
  readonly start_command?: string | null | undefined;
  /** Time between the request to stop and the end by force */
  readonly stop_timeout_seconds?: number | null | undefined;
  /** Environment variables: an object of texts. */
  readonly variables?: unknown;
  /** Counts up from 1 in each service. */
  readonly version?: number | null | undefined;
  /** How much that folder holds. It only grows. */
  readonly volume_gigabytes?: number | null | undefined;
  /** Of what is stateful: the folder whose contents outlive its versions; null: it has none. It may be another one with a deployment. */
  readonly volume_path?: string | null | undefined;
};

/** input type for inserting object relation for remote table "service_configs" */
export type service_configs_obj_rel_insert_input = {
  readonly data: service_configs_insert_input;
  /** upsert condition */
  readonly on_conflict?: service_configs_on_conflict | null | undefined;
};

/** on_conflict condition type for table "service_configs" */
export type service_configs_on_conflict = {
  readonly constraint: service_configs_constraint;
  readonly update_columns?: ReadonlyArray<service_configs_update_column>;
  readonly where?: service_configs_bool_exp | null | undefined;
};

/** select columns of table "service_configs" */
export type service_configs_select_column =
  /** column name */
  | 'build_command'
  /** column name */
  | 'build_timeout_seconds'
  /** column name */
  | 'cpu_limit_millicores'
  /** column name */
  | 'cpu_request_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'health_path'
  /** column name */
  | 'health_timeout_seconds'
  /** column name */
  | 'id'
  /** column name */
  | 'memory_limit_megabytes'
  /** column name */
  | 'memory_request_megabytes'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'overrides'
  /** column name */
  | 'port'
  /** column name */
  | 'project_id'
  /** column name */
  | 'release_command'
  /** column name */
  | 'service_id'
  /** column name */
  | 'start_command'
  /** column name */
  | 'stop_timeout_seconds'
  /** column name */
  | 'variables'
  /** column name */
  | 'version'
  /** column name */
  | 'volume_gigabytes'
  /** column name */
  | 'volume_path';

/** update columns of table "service_configs" */
export type service_configs_update_column =
  /** column name */
  | 'build_command'
  /** column name */
  | 'build_timeout_seconds'
  /** column name */
  | 'cpu_limit_millicores'
  /** column name */
  | 'cpu_request_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'health_path'
  /** column name */
  | 'health_timeout_seconds'
  /** column name */
  | 'id'
  /** column name */
  | 'memory_limit_megabytes'
  /** column name */
  | 'memory_request_megabytes'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'overrides'
  /** column name */
  | 'port'
  /** column name */
  | 'project_id'
  /** column name */
  | 'release_command'
  /** column name */
  | 'service_id'
  /** column name */
  | 'start_command'
  /** column name */
  | 'stop_timeout_seconds'
  /** column name */
  | 'variables'
  /** column name */
  | 'version'
  /** column name */
  | 'volume_gigabytes'
  /** column name */
  | 'volume_path';

export type service_domains_aggregate_bool_exp = {
  readonly count?: service_domains_aggregate_bool_exp_count | null | undefined;
};

export type service_domains_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<service_domains_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: service_domains_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "service_domains" */
export type service_domains_arr_rel_insert_input = {
  readonly data: ReadonlyArray<service_domains_insert_input>;
  /** upsert condition */
  readonly on_conflict?: service_domains_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "service_domains". All fields are combined with a logical 'AND'. */
export type service_domains_bool_exp = {
  readonly _and?: ReadonlyArray<service_domains_bool_exp> | null | undefined;
  readonly _not?: service_domains_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<service_domains_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** Of the newest certificate; null: there is none */
  readonly certificate_expires_at?: timestamptz_comparison_exp | null | undefined;
  /** When somebody asked to look again */
  readonly check_requested_at?: timestamptz_comparison_exp | null | undefined;
  /** When DNS was looked at last */
  readonly checked_at?: timestamptz_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who added it; null: an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When the claim is given up unless it is proven; null: it is */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  /** What DNS lacks for visitors to come here; null: it leads here, or it was not looked at yet. A domain that works is not taken away for it */
  readonly dns_reason?: String_comparison_exp | null | undefined;
  /** Where a CNAME record of the name shall lead; null: not looked at yet */
  readonly dns_target?: String_comparison_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** In lower case; international names in punycode */
  readonly hostname?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  /** When DNS is looked at again */
  readonly next_check_at?: timestamptz_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The service in that environment, which answers to it */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: domain_statuses_enum_comparison_exp | null | undefined;
  /** What it waits for, or what is wrong */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** Where it answers; null: not yet */
  readonly url?: String_comparison_exp | null | undefined;
  /** What a TXT record of _northstack-challenge.<hostname> must say, as the proof that the name is the organization's */
  readonly verification_token?: String_comparison_exp | null | undefined;
  /** When it was proven to be the organization's; null: it is not. One row of a name has been */
  readonly verified_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "service_domains" */
export type service_domains_constraint =
  /** unique or primary key constraint on columns "service_instance_id", "hostname" */
  | 'service_domains_key'
  /** unique or primary key constraint on columns "id" */
  | 'service_domains_pkey'
  /** unique or primary key constraint on columns "hostname" */
  | 'service_domains_verified_idx';

/** input type for inserting data into table "service_domains" */
export type service_domains_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** Of the newest certificate; null: there is none */
  readonly certificate_expires_at?: string | null | undefined;
  /** When somebody asked to look again */
  readonly check_requested_at?: string | null | undefined;
  /** When DNS was looked at last */
  readonly checked_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who added it; null: an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When the claim is given up unless it is proven; null: it is */
  readonly deadline_at?: string | null | undefined;
  /** What DNS lacks for visitors to come here; null: it leads here, or it was not looked at yet. A domain that works is not taken away for it */
  readonly dns_reason?: string | null | undefined;
  /** Where a CNAME record of the name shall lead; null: not looked at yet */
  readonly dns_target?: string | null | undefined;
  readonly environment?: environments_obj_rel_insert_input | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** In lower case; international names in punycode */
  readonly hostname?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly instance?: service_instances_obj_rel_insert_input | null | undefined;
  /** When DNS is looked at again */
  readonly next_check_at?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to */
  readonly project_id?: string | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in that environment, which answers to it */
  readonly service_instance_id?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: domain_statuses_enum | null | undefined;
  /** What it waits for, or what is wrong */
  readonly status_reason?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Where it answers; null: not yet */
  readonly url?: string | null | undefined;
  /** What a TXT record of _northstack-challenge.<hostname> must say, as the proof that the name is the organization's */
  readonly verification_token?: string | null | undefined;
  /** When it was proven to be the organization's; null: it is not. One row of a name has been */
  readonly verified_at?: string | null | undefined;
};

/** on_conflict condition type for table "service_domains" */
export type service_domains_on_conflict = {
  readonly constraint: service_domains_constraint;
  readonly update_columns?: ReadonlyArray<service_domains_update_column>;
  readonly where?: service_domains_bool_exp | null | undefined;
};

/** select columns of table "service_domains" */
export type service_domains_select_column =
  /** column name */
  | 'certificate_expires_at'
  /** column name */
  | 'check_requested_at'
  /** column name */
  | 'checked_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'dns_reason'
  /** column name */
  | 'dns_target'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'hostname'
  /** column name */
  | 'id'
  /** column name */
  | 'next_check_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'status'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'url'
  /** column name */
  | 'verification_token'
  /** column name */
  | 'verified_at';

/** input type for updating data in table "service_domains" */
export type service_domains_set_input = {
  /** Of the newest certificate; null: there is none */
  readonly certificate_expires_at?: string | null | undefined;
  /** When somebody asked to look again */
  readonly check_requested_at?: string | null | undefined;
  /** When DNS was looked at last */
  readonly checked_at?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who added it; null: an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When the claim is given up unless it is proven; null: it is */
  readonly deadline_at?: string | null | undefined;
  /** What DNS lacks for visitors to come here; null: it leads here, or it was not looked at yet. A domain that works is not taken away for it */
  readonly dns_reason?: string | null | undefined;
  /** Where a CNAME record of the name shall lead; null: not looked at yet */
  readonly dns_target?: string | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** In lower case; international names in punycode */
  readonly hostname?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** When DNS is looked at again */
  readonly next_check_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to */
  readonly project_id?: string | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in that environment, which answers to it */
  readonly service_instance_id?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: domain_statuses_enum | null | undefined;
  /** What it waits for, or what is wrong */
  readonly status_reason?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Where it answers; null: not yet */
  readonly url?: string | null | undefined;
  /** What a TXT record of _northstack-challenge.<hostname> must say, as the proof that the name is the organization's */
  readonly verification_token?: string | null | undefined;
  /** When it was proven to be the organization's; null: it is not. One row of a name has been */
  readonly verified_at?: string | null | undefined;
};

/** update columns of table "service_domains" */
export type service_domains_update_column =
  /** column name */
  | 'certificate_expires_at'
  /** column name */
  | 'check_requested_at'
  /** column name */
  | 'checked_at'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'dns_reason'
  /** column name */
  | 'dns_target'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'hostname'
  /** column name */
  | 'id'
  /** column name */
  | 'next_check_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id'
  /** column name */
  | 'status'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'url'
  /** column name */
  | 'verification_token'
  /** column name */
  | 'verified_at';

export type service_instances_aggregate_bool_exp = {
  readonly count?: service_instances_aggregate_bool_exp_count | null | undefined;
};

export type service_instances_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<service_instances_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: service_instances_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "service_instances" */
export type service_instances_arr_rel_insert_input = {
  readonly data: ReadonlyArray<service_instances_insert_input>;
  /** upsert condition */
  readonly on_conflict?: service_instances_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "service_instances". All fields are combined with a logical 'AND'. */
export type service_instances_bool_exp = {
  readonly _and?: ReadonlyArray<service_instances_bool_exp> | null | undefined;
  readonly _not?: service_instances_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<service_instances_bool_exp> | null | undefined;
  /** Where programs beside it reach what is stateful, as host:port; null: not known. */
  readonly address?: String_comparison_exp | null | undefined;
  /** CPU that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly cpu_target_percent?: Int_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly current_deployment?: deployments_bool_exp | null | undefined;
  /** The deployment that serves. */
  readonly current_deployment_id?: uuid_comparison_exp | null | undefined;
  readonly deployments?: deployments_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployments_aggregate_bool_exp | null | undefined;
  /** How many replicas are wanted while it runs */
  readonly desired_replicas?: Int_comparison_exp | null | undefined;
  /** Whether it is wanted running or stopped */
  readonly desired_state?: desired_states_enum_comparison_exp | null | undefined;
  readonly domains?: service_domains_bool_exp | null | undefined;
  readonly domains_aggregate?: service_domains_aggregate_bool_exp | null | undefined;
  readonly environment?: environments_bool_exp | null | undefined;
  /** The environment */
  readonly environment_id?: uuid_comparison_exp | null | undefined;
  /** Goes up by one for each restart asked for. */
  readonly generation?: Int_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly job_runs?: job_runs_bool_exp | null | undefined;
  readonly job_runs_aggregate?: job_runs_aggregate_bool_exp | null | undefined;
  readonly log_lines?: log_lines_bool_exp | null | undefined;
  readonly log_lines_aggregate?: log_lines_aggregate_bool_exp | null | undefined;
  /** Why what ran is not ours to look after any more: its cluster was given up. Null again when another version runs. */
  readonly lost_reason?: String_comparison_exp | null | undefined;
  /** With it the number follows the load, from desired_replicas to this; null: desired_replicas it is. */
  readonly max_replicas?: Int_comparison_exp | null | undefined;
  /** Memory that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly memory_target_percent?: Int_comparison_exp | null | undefined;
  readonly metrics?: service_metrics_bool_exp | null | undefined;
  readonly metrics_aggregate?: service_metrics_aggregate_bool_exp | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: timestamptz_comparison_exp | null | undefined;
  /** The generation whose processes serve: a restart is done when it has reached generation. */
  readonly observed_generation?: Int_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Replicas that are ready */
  readonly ready_replicas?: Int_comparison_exp | null | undefined;
  /** When it last asked for another number. */
  readonly scaled_at?: timestamptz_comparison_exp | null | undefined;
  /** Why the load asked for this number, for people. */
  readonly scaled_reason?: String_comparison_exp | null | undefined;
  /** How many the load asks for, as last seen; null: their number does not follow it. */
  readonly scaled_replicas?: Int_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** Last seen. A failed deployment does not change it: the version before keeps serving. */
  readonly status?: instance_statuses_enum_comparison_exp | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: timestamptz_comparison_exp | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** Its part of the host name, unique on the installation. */
  readonly subdomain?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** Where a web service answers. */
  readonly url?: String_comparison_exp | null | undefined;
  /** The most that its volume was ever asked to hold: volumes do not shrink; null: it has none. */
  readonly volume_gigabytes?: Int_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "service_instances" */
export type service_instances_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'service_instances_pkey'
  /** unique or primary key constraint on columns "service_id", "environment_id" */
  | 'service_instances_place_key'
  /** unique or primary key constraint on columns "subdomain" */
  | 'service_instances_subdomain_key';

/** input type for incrementing numeric columns in table "service_instances" */
export type service_instances_inc_input = {
  /** CPU that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly cpu_target_percent?: number | null | undefined;
  /** How many replicas are wanted while it runs */
  readonly desired_replicas?: number | null | undefined;
  /** Goes up by one for each restart asked for. */
  readonly generation?: number | null | undefined;
  /** With it the number follows the load, from desired_replicas to this; null: desired_replicas it is. */
  readonly max_replicas?: number | null | undefined;
  /** Memory that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly memory_target_percent?: number | null | undefined;
  /** The generation whose processes serve: a restart is done when it has reached generation. */
  readonly observed_generation?: number | null | undefined;
  /** Replicas that are ready */
  readonly ready_replicas?: number | null | undefined;
  /** How many the load asks for, as last seen; null: their number does not follow it. */
  readonly scaled_replicas?: number | null | undefined;
  /** The most that its volume was ever asked to hold: volumes do not shrink; null: it has none. */
  readonly volume_gigabytes?: number | null | undefined;
};

/** input type for inserting data into table "service_instances" */
export type service_instances_insert_input = {
  /** Where programs beside it reach what is stateful, as host:port; null: not known. */
  readonly address?: string | null | undefined;
  /** CPU that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly cpu_target_percent?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly current_deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment that serves. */
  readonly current_deployment_id?: string | null | undefined;
  readonly deployments?: deployments_arr_rel_insert_input | null | undefined;
  /** How many replicas are wanted while it runs */
  readonly desired_replicas?: number | null | undefined;
  /** Whether it is wanted running or stopped */
  readonly desired_state?: desired_states_enum | null | undefined;
  readonly domains?: service_domains_arr_rel_insert_input | null | undefined;
  readonly environment?: environments_obj_rel_insert_input | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** Goes up by one for each restart asked for. */
  readonly generation?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly job_runs?: job_runs_arr_rel_insert_input | null | undefined;
  readonly log_lines?: log_lines_arr_rel_insert_input | null | undefined;
  /** Why what ran is not ours to look after any more: its cluster was given up. Null again when another version runs. */
  readonly lost_reason?: string | null | undefined;
  /** With it the number follows the load, from desired_replicas to this; null: desired_replicas it is. */
  readonly max_replicas?: number | null | undefined;
  /** Memory that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly memory_target_percent?: number | null | undefined;
  readonly metrics?: service_metrics_arr_rel_insert_input | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation whose processes serve: a restart is done when it has reached generation. */
  readonly observed_generation?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Replicas that are ready */
  readonly ready_replicas?: number | null | undefined;
  /** When it last asked for another number. */
  readonly scaled_at?: string | null | undefined;
  /** Why the load asked for this number, for people. */
  readonly scaled_reason?: string | null | undefined;
  /** How many the load asks for, as last seen; null: their number does not follow it. */
  readonly scaled_replicas?: number | null | undefined;
  readonly service?: services_obj_rel_insert_input | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Last seen. A failed deployment does not change it: the version before keeps serving. */
  readonly status?: instance_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Its part of the host name, unique on the installation. */
  readonly subdomain?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Where a web service answers. */
  readonly url?: string | null | undefined;
  /** The most that its volume was ever asked to hold: volumes do not shrink; null: it has none. */
  readonly volume_gigabytes?: number | null | undefined;
};

/** input type for inserting object relation for remote table "service_instances" */
export type service_instances_obj_rel_insert_input = {
  readonly data: service_instances_insert_input;
  /** upsert condition */
  readonly on_conflict?: service_instances_on_conflict | null | undefined;
};

/** on_conflict condition type for table "service_instances" */
export type service_instances_on_conflict = {
  readonly constraint: service_instances_constraint;
  readonly update_columns?: ReadonlyArray<service_instances_update_column>;
  readonly where?: service_instances_bool_exp | null | undefined;
};

/** select columns of table "service_instances" */
export type service_instances_select_column =
  /** column name */
  | 'address'
  /** column name */
  | 'cpu_target_percent'
  /** column name */
  | 'created_at'
  /** column name */
  | 'current_deployment_id'
  /** column name */
  | 'desired_replicas'
  /** column name */
  | 'desired_state'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'generation'
  /** column name */
  | 'id'
  /** column name */
  | 'lost_reason'
  /** column name */
  | 'max_replicas'
  /** column name */
  | 'memory_target_percent'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'ready_replicas'
  /** column name */
  | 'scaled_at'
  /** column name */
  | 'scaled_reason'
  /** column name */
  | 'scaled_replicas'
  /** column name */
  | 'service_id'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'subdomain'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'url'
  /** column name */
  | 'volume_gigabytes';

/** input type for updating data in table "service_instances" */
export type service_instances_set_input = {
  /** Where programs beside it reach what is stateful, as host:port; null: not known. */
  readonly address?: string | null | undefined;
  /** CPU that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly cpu_target_percent?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** The deployment that serves. */
  readonly current_deployment_id?: string | null | undefined;
  /** How many replicas are wanted while it runs */
  readonly desired_replicas?: number | null | undefined;
  /** Whether it is wanted running or stopped */
  readonly desired_state?: desired_states_enum | null | undefined;
  /** The environment */
  readonly environment_id?: string | null | undefined;
  /** Goes up by one for each restart asked for. */
  readonly generation?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Why what ran is not ours to look after any more: its cluster was given up. Null again when another version runs. */
  readonly lost_reason?: string | null | undefined;
  /** With it the number follows the load, from desired_replicas to this; null: desired_replicas it is. */
  readonly max_replicas?: number | null | undefined;
  /** Memory that replicas shall use on average, in percent of what one requests; null: it does not count. */
  readonly memory_target_percent?: number | null | undefined;
  /** When it was last looked at. Old means: not known. */
  readonly observed_at?: string | null | undefined;
  /** The generation whose processes serve: a restart is done when it has reached generation. */
  readonly observed_generation?: number | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Replicas that are ready */
  readonly ready_replicas?: number | null | undefined;
  /** When it last asked for another number. */
  readonly scaled_at?: string | null | undefined;
  /** Why the load asked for this number, for people. */
  readonly scaled_reason?: string | null | undefined;
  /** How many the load asks for, as last seen; null: their number does not follow it. */
  readonly scaled_replicas?: number | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** Last seen. A failed deployment does not change it: the version before keeps serving. */
  readonly status?: instance_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Its part of the host name, unique on the installation. */
  readonly subdomain?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** Where a web service answers. */
  readonly url?: string | null | undefined;
  /** The most that its volume was ever asked to hold: volumes do not shrink; null: it has none. */
  readonly volume_gigabytes?: number | null | undefined;
};

/** update columns of table "service_instances" */
export type service_instances_update_column =
  /** column name */
  | 'address'
  /** column name */
  | 'cpu_target_percent'
  /** column name */
  | 'created_at'
  /** column name */
  | 'current_deployment_id'
  /** column name */
  | 'desired_replicas'
  /** column name */
  | 'desired_state'
  /** column name */
  | 'environment_id'
  /** column name */
  | 'generation'
  /** column name */
  | 'id'
  /** column name */
  | 'lost_reason'
  /** column name */
  | 'max_replicas'
  /** column name */
  | 'memory_target_percent'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'ready_replicas'
  /** column name */
  | 'scaled_at'
  /** column name */
  | 'scaled_reason'
  /** column name */
  | 'scaled_replicas'
  /** column name */
  | 'service_id'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'subdomain'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'url'
  /** column name */
  | 'volume_gigabytes';

export type service_instances_updates = {
  /** increments the numeric columns with given value of the filtered values */
  readonly _inc?: service_instances_inc_input | null | undefined;
  /** sets the columns of the filtered rows to the given values */
  readonly _set?: service_instances_set_input | null | undefined;
  /** filter the rows which have to be updated */
  readonly where: service_instances_bool_exp;
};

export type service_metrics_aggregate_bool_exp = {
  readonly count?: service_metrics_aggregate_bool_exp_count | null | undefined;
};

export type service_metrics_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<service_metrics_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: service_metrics_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "service_metrics" */
export type service_metrics_arr_rel_insert_input = {
  readonly data: ReadonlyArray<service_metrics_insert_input>;
  /** upsert condition */
  readonly on_conflict?: service_metrics_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "service_metrics". All fields are combined with a logical 'AND'. */
export type service_metrics_bool_exp = {
  readonly _and?: ReadonlyArray<service_metrics_bool_exp> | null | undefined;
  readonly _not?: service_metrics_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<service_metrics_bool_exp> | null | undefined;
  /** Cores used by all replicas together; 1 is one core. */
  readonly cpu_cores?: Float_comparison_exp | null | undefined;
  readonly instance?: service_instances_bool_exp | null | undefined;
  /** Nine of ten of them were faster, in milliseconds; null without requests. */
  readonly latency_p90_ms?: Float_comparison_exp | null | undefined;
  /** When it was measured */
  readonly measured_at?: timestamptz_comparison_exp | null | undefined;
  /** Memory of all replicas together */
  readonly memory_bytes?: bigint_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Replicas that were measured */
  readonly replicas?: Int_comparison_exp | null | undefined;
  /** How many of them were answered with 5xx. */
  readonly request_errors?: Int_comparison_exp | null | undefined;
  /** Requests through the proxy since the sample before. */
  readonly requests?: Int_comparison_exp | null | undefined;
  readonly service?: services_bool_exp | null | undefined;
  /** The service */
  readonly service_id?: uuid_comparison_exp | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "service_metrics" */
export type service_metrics_constraint =
  /** unique or primary key constraint on columns "service_instance_id", "measured_at" */
  | 'service_metrics_pkey';

/** input type for inserting data into table "service_metrics" */
export type service_metrics_insert_input = {
  /** Cores used by all replicas together; 1 is one core. */
  readonly cpu_cores?: number | null | undefined;
  /** Nine of ten of them were faster, in milliseconds; null without requests. */
  readonly latency_p90_ms?: number | null | undefined;
  /** When it was measured */
  readonly measured_at?: string | null | undefined;
  /** Memory of all replicas together */
  readonly memory_bytes?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Replicas that were measured */
  readonly replicas?: number | null | undefined;
  /** How many of them were answered with 5xx. */
  readonly request_errors?: number | null | undefined;
  /** Requests through the proxy since the sample before. */
  readonly requests?: number | null | undefined;
  /** The service */
  readonly service_id?: string | null | undefined;
  /** The service in its environment */
  readonly service_instance_id?: string | null | undefined;
};

/** on_conflict condition type for table "service_metrics" */
export type service_metrics_on_conflict = {
  readonly constraint: service_metrics_constraint;
  readonly update_columns?: ReadonlyArray<service_metrics_update_column>;
  readonly where?: service_metrics_bool_exp | null | undefined;
};

/** select columns of table "service_metrics" */
export type service_metrics_select_column =
  /** column name */
  | 'cpu_cores'
  /** column name */
  | 'latency_p90_ms'
  /** column name */
  | 'measured_at'
  /** column name */
  | 'memory_bytes'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'replicas'
  /** column name */
  | 'request_errors'
  /** column name */
  | 'requests'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id';

/** update columns of table "service_metrics" */
export type service_metrics_update_column =
  /** column name */
  | 'cpu_cores'
  /** column name */
  | 'latency_p90_ms'
  /** column name */
  | 'measured_at'
  /** column name */
  | 'memory_bytes'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'replicas'
  /** column name */
  | 'request_errors'
  /** column name */
  | 'requests'
  /** column name */
  | 'service_id'
  /** column name */
  | 'service_instance_id';

export type service_types_enum =
  /** Runs on a schedule */
  | 'cron'
  /** Runs once, on demand */
  | 'job'
  /** Answers on a port to those beside it and keeps a volume: one replica */
  | 'stateful'
  /** Answers HTTP behind the proxy */
  | 'web'
  /** Runs without a port */
  | 'worker';

/** Boolean expression to compare columns of type "service_types_enum". All fields are combined with logical 'AND'. */
export type service_types_enum_comparison_exp = {
  readonly _eq?: service_types_enum | null | undefined;
  readonly _in?: ReadonlyArray<service_types_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: service_types_enum | null | undefined;
  readonly _nin?: ReadonlyArray<service_types_enum> | null | undefined;
};

export type services_aggregate_bool_exp = {
  readonly count?: services_aggregate_bool_exp_count | null | undefined;
};

export type services_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<services_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: services_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "services" */
export type services_arr_rel_insert_input = {
  readonly data: ReadonlyArray<services_insert_input>;
  /** upsert condition */
  readonly on_conflict?: services_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "services". All fields are combined with a logical 'AND'. */
export type services_bool_exp = {
  readonly _and?: ReadonlyArray<services_bool_exp> | null | undefined;
  readonly _not?: services_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<services_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  readonly builds?: builds_bool_exp | null | undefined;
  readonly builds_aggregate?: builds_aggregate_bool_exp | null | undefined;
  /** What becomes of a scheduled run while the one before still runs. */
  readonly concurrency_policy?: concurrency_policies_enum_comparison_exp | null | undefined;
  readonly configs?: service_configs_bool_exp | null | undefined;
  readonly configs_aggregate?: service_configs_aggregate_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly database_bindings?: database_bindings_bool_exp | null | undefined;
  readonly database_bindings_aggregate?: database_bindings_aggregate_bool_exp | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: timestamptz_comparison_exp | null | undefined;
  readonly deployments?: deployments_bool_exp | null | undefined;
  readonly deployments_aggregate?: deployments_aggregate_bool_exp | null | undefined;
  readonly domains?: service_domains_bool_exp | null | undefined;
  readonly domains_aggregate?: service_domains_aggregate_bool_exp | null | undefined;
  /** Folder inside the repository; a dot for its root. */
  readonly git_directory?: String_comparison_exp | null | undefined;
  /** Branch, tag or commit that is deployed when nothing else is asked for. */
  readonly git_reference?: String_comparison_exp | null | undefined;
  /** Any git URL: https, ssh, git or file. */
  readonly git_repository?: String_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: String_comparison_exp | null | undefined;
  readonly instances?: service_instances_bool_exp | null | undefined;
  readonly instances_aggregate?: service_instances_aggregate_bool_exp | null | undefined;
  readonly job_runs?: job_runs_bool_exp | null | undefined;
  readonly job_runs_aggregate?: job_runs_aggregate_bool_exp | null | undefined;
  /** How long a run may take. */
  readonly job_timeout_seconds?: Int_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Cron expression of five fields, for services of type cron. */
  readonly schedule?: String_comparison_exp | null | undefined;
  /** Where the hours of its schedule are those of the clock, for example Europe/Berlin. */
  readonly schedule_timezone?: String_comparison_exp | null | undefined;
  /** Name in addresses, unique in the project. It never changes. */
  readonly slug?: String_comparison_exp | null | undefined;
  /** Built from git, or an image */
  readonly source_type?: source_types_enum_comparison_exp | null | undefined;
  /** How late a scheduled run may begin, for example after an outage; later it is skipped. */
  readonly starting_deadline_seconds?: Int_comparison_exp | null | undefined;
  /** Which type of its sort it is */
  readonly type?: service_types_enum_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "services" */
export type services_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'services_pkey'
  /** unique or primary key constraint on columns "project_id", "slug" */
  | 'services_slug_key';

/** input type for incrementing numeric columns in table "services" */
export type services_inc_input = {
  /** How long a run may take. */
  readonly job_timeout_seconds?: number | null | undefined;
  /** How late a scheduled run may begin, for example after an outage; later it is skipped. */
  readonly starting_deadline_seconds?: number | null | undefined;
};

/** input type for inserting data into table "services" */
export type services_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  readonly builds?: builds_arr_rel_insert_input | null | undefined;
  /** What becomes of a scheduled run while the one before still runs. */
  readonly concurrency_policy?: concurrency_policies_enum | null | undefined;
  readonly configs?: service_configs_arr_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly database_bindings?: database_bindings_arr_rel_insert_input | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  readonly deployments?: deployments_arr_rel_insert_input | null | undefined;
  readonly domains?: service_domains_arr_rel_insert_input | null | undefined;
  /** Folder inside the repository; a dot for its root. */
  readonly git_directory?: string | null | undefined;
  /** Branch, tag or commit that is deployed when nothing else is asked for. */
  readonly git_reference?: string | null | undefined;
  /** Any git URL: https, ssh, git or file. */
  readonly git_repository?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: string | null | undefined;
  readonly instances?: service_instances_arr_rel_insert_input | null | undefined;
  readonly job_runs?: job_runs_arr_rel_insert_input | null | undefined;
  /** How long a run may take. */
  readonly job_timeout_seconds?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Cron expression of five fields, for services of type cron. */
  readonly schedule?: string | null | undefined;
  /** Where the hours of its schedule are those of the clock, for example Europe/Berlin. */
  readonly schedule_timezone?: string | null | undefined;
  /** Name in addresses, unique in the project. It never changes. */
  readonly slug?: string | null | undefined;
  /** Built from git, or an image */
  readonly source_type?: source_types_enum | null | undefined;
  /** How late a scheduled run may begin, for example after an outage; later it is skipped. */
  readonly starting_deadline_seconds?: number | null | undefined;
  /** Which type of its sort it is */
  readonly type?: service_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "services" */
export type services_obj_rel_insert_input = {
  readonly data: services_insert_input;
  /** upsert condition */
  readonly on_conflict?: services_on_conflict | null | undefined;
};

/** on_conflict condition type for table "services" */
export type services_on_conflict = {
  readonly constraint: services_constraint;
  readonly update_columns?: ReadonlyArray<services_update_column>;
  readonly where?: services_bool_exp | null | undefined;
};

/** select columns of table "services" */
export type services_select_column =
  /** column name */
  | 'concurrency_policy'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'git_directory'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'image'
  /** column name */
  | 'job_timeout_seconds'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'schedule'
  /** column name */
  | 'schedule_timezone'
  /** column name */
  | 'slug'
  /** column name */
  | 'source_type'
  /** column name */
  | 'starting_deadline_seconds'
  /** column name */
  | 'type'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "services" */
export type services_set_input = {
  /** What becomes of a scheduled run while the one before still runs. */
  readonly concurrency_policy?: concurrency_policies_enum | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Since when it is being deleted: the row goes when nothing of it runs or is kept any more. There is no way back. */
  readonly deleting_at?: string | null | undefined;
  /** Folder inside the repository; a dot for its root. */
  readonly git_directory?: string | null | undefined;
  /** Branch, tag or commit that is deployed when nothing else is asked for. */
  readonly git_reference?: string | null | undefined;
  /** Any git URL: https, ssh, git or file. */
  readonly git_repository?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Image reference, for services that are not built here. */
  readonly image?: string | null | undefined;
  /** How long a run may take. */
  readonly job_timeout_seconds?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Cron expression of five fields, for services of type cron. */
  readonly schedule?: string | null | undefined;
  /** Where the hours of its schedule are those of the clock, for example Europe/Berlin. */
  readonly schedule_timezone?: string | null | undefined;
  /** Name in addresses, unique in the project. It never changes. */
  readonly slug?: string | null | undefined;
  /** Built from git, or an image */
  readonly source_type?: source_types_enum | null | undefined;
  /** How late a scheduled run may begin, for example after an outage; later it is skipped. */
  readonly starting_deadline_seconds?: number | null | undefined;
  /** Which type of its sort it is */
  readonly type?: service_types_enum | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "services" */
export type services_update_column =
  /** column name */
  | 'concurrency_policy'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deleting_at'
  /** column name */
  | 'git_directory'
  /** column name */
  | 'git_reference'
  /** column name */
  | 'git_repository'
  /** column name */
  | 'id'
  /** column name */
  | 'image'
  /** column name */
  | 'job_timeout_seconds'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'schedule'
  /** column name */
  | 'schedule_timezone'
  /** column name */
  | 'slug'
  /** column name */
  | 'source_type'
  /** column name */
  | 'starting_deadline_seconds'
  /** column name */
  | 'type'
  /** column name */
  | 'updated_at';

export type services_updates = {
  /** increments the numeric columns with given value of the filtered values */
  readonly _inc?: services_inc_input | null | undefined;
  /** sets the columns of the filtered rows to the given values */
  readonly _set?: services_set_input | null | undefined;
  /** filter the rows which have to be updated */
  readonly where: services_bool_exp;
};

export type severities_enum =
  /** Critical */
  | 'critical'
  /** High */
  | 'high'
  /** Low */
  | 'low'
  /** Medium */
  | 'medium'
  /** Not rated */
  | 'unknown';

/** Boolean expression to compare columns of type "severities_enum". All fields are combined with logical 'AND'. */
export type severities_enum_comparison_exp = {
  readonly _eq?: severities_enum | null | undefined;
  readonly _in?: ReadonlyArray<severities_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: severities_enum | null | undefined;
  readonly _nin?: ReadonlyArray<severities_enum> | null | undefined;
};

export type source_types_enum =
  /** Built from a git repository */
  | 'git'
  /** A container image from a registry */
  | 'image';

/** Boolean expression to compare columns of type "source_types_enum". All fields are combined with logical 'AND'. */
export type source_types_enum_comparison_exp = {
  readonly _eq?: source_types_enum | null | undefined;
  readonly _in?: ReadonlyArray<source_types_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: source_types_enum | null | undefined;
  readonly _nin?: ReadonlyArray<source_types_enum> | null | undefined;
};

export type step_outcomes_enum =
  /** The deployment was cancelled here */
  | 'cancelled'
  /** The deployment failed here */
  | 'failed'
  /** The next step began */
  | 'succeeded';

/** Boolean expression to compare columns of type "step_outcomes_enum". All fields are combined with logical 'AND'. */
export type step_outcomes_enum_comparison_exp = {
  readonly _eq?: step_outcomes_enum | null | undefined;
  readonly _in?: ReadonlyArray<step_outcomes_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: step_outcomes_enum | null | undefined;
  readonly _nin?: ReadonlyArray<step_outcomes_enum> | null | undefined;
};

export type stray_kinds_enum =
  /** A Kubernetes cluster */
  | 'cluster'
  /** A database */
  | 'database'
  /** A virtual cluster */
  | 'tenant_cluster';

/** Boolean expression to compare columns of type "stray_kinds_enum". All fields are combined with logical 'AND'. */
export type stray_kinds_enum_comparison_exp = {
  readonly _eq?: stray_kinds_enum | null | undefined;
  readonly _in?: ReadonlyArray<stray_kinds_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: stray_kinds_enum | null | undefined;
  readonly _nin?: ReadonlyArray<stray_kinds_enum> | null | undefined;
};

/** Boolean expression to filter rows from the table "strays". All fields are combined with a logical 'AND'. */
export type strays_bool_exp = {
  readonly _and?: ReadonlyArray<strays_bool_exp> | null | undefined;
  readonly _not?: strays_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<strays_bool_exp> | null | undefined;
  /** When it was seen first */
  readonly first_seen_at?: timestamptz_comparison_exp | null | undefined;
  /** When it was seen to be gone, or to have a row again; null: it is there */
  readonly gone_at?: timestamptz_comparison_exp | null | undefined;
  /** The installation that its labels name; null: they name none */
  readonly installation?: String_comparison_exp | null | undefined;
  /** What it is */
  readonly kind?: stray_kinds_enum_comparison_exp | null | undefined;
  /** When it was seen last */
  readonly last_seen_at?: timestamptz_comparison_exp | null | undefined;
  /** What the platform calls it */
  readonly name?: String_comparison_exp | null | undefined;
  /** The adapter that found it, for example rancher */
  readonly platform?: String_comparison_exp | null | undefined;
  /** The id that its labels carry: that of the row it once had */
  readonly thing_id?: String_comparison_exp | null | undefined;
};

/** input type for inserting data into table "strays" */
export type strays_insert_input = {
  /** When it was seen first */
  readonly first_seen_at?: string | null | undefined;
  /** When it was seen to be gone, or to have a row again; null: it is there */
  readonly gone_at?: string | null | undefined;
  /** The installation that its labels name; null: they name none */
  readonly installation?: string | null | undefined;
  /** What it is */
  readonly kind?: stray_kinds_enum | null | undefined;
  /** When it was seen last */
  readonly last_seen_at?: string | null | undefined;
  /** What the platform calls it */
  readonly name?: string | null | undefined;
  /** The adapter that found it, for example rancher */
  readonly platform?: string | null | undefined;
  /** The id that its labels carry: that of the row it once had */
  readonly thing_id?: string | null | undefined;
};

export type team_members_aggregate_bool_exp = {
  readonly count?: team_members_aggregate_bool_exp_count | null | undefined;
};

export type team_members_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<team_members_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: team_members_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "team_members" */
export type team_members_arr_rel_insert_input = {
  readonly data: ReadonlyArray<team_members_insert_input>;
  /** upsert condition */
  readonly on_conflict?: team_members_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "team_members". All fields are combined with a logical 'AND'. */
export type team_members_bool_exp = {
  readonly _and?: ReadonlyArray<team_members_bool_exp> | null | undefined;
  readonly _not?: team_members_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<team_members_bool_exp> | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly team?: teams_bool_exp | null | undefined;
  /** The team */
  readonly team_id?: uuid_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
  readonly user_membership?: organization_members_bool_exp | null | undefined;
};

/** unique or primary key constraints on table "team_members" */
export type team_members_constraint =
  /** unique or primary key constraint on columns "team_id", "user_id" */
  | 'team_members_pkey';

/** input type for inserting data into table "team_members" */
export type team_members_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly team?: teams_obj_rel_insert_input | null | undefined;
  /** The team */
  readonly team_id?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
  readonly user_membership?: organization_members_obj_rel_insert_input | null | undefined;
};

/** on_conflict condition type for table "team_members" */
export type team_members_on_conflict = {
  readonly constraint: team_members_constraint;
  readonly update_columns?: ReadonlyArray<team_members_update_column>;
  readonly where?: team_members_bool_exp | null | undefined;
};

/** select columns of table "team_members" */
export type team_members_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'team_id'
  /** column name */
  | 'user_id';

/** update columns of table "team_members" */
export type team_members_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'team_id'
  /** column name */
  | 'user_id';

export type teams_aggregate_bool_exp = {
  readonly count?: teams_aggregate_bool_exp_count | null | undefined;
};

export type teams_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<teams_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: teams_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "teams" */
export type teams_arr_rel_insert_input = {
  readonly data: ReadonlyArray<teams_insert_input>;
  /** upsert condition */
  readonly on_conflict?: teams_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "teams". All fields are combined with a logical 'AND'. */
export type teams_bool_exp = {
  readonly _and?: ReadonlyArray<teams_bool_exp> | null | undefined;
  readonly _not?: teams_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<teams_bool_exp> | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly members?: team_members_bool_exp | null | undefined;
  readonly members_aggregate?: team_members_aggregate_bool_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly projects?: projects_bool_exp | null | undefined;
  readonly projects_aggregate?: projects_aggregate_bool_exp | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "teams" */
export type teams_constraint =
  /** unique or primary key constraint on columns "organization_id", "id" */
  | 'teams_organization_key'
  /** unique or primary key constraint on columns "id" */
  | 'teams_pkey'
  /** unique or primary key constraint on columns "organization_id", "slug" */
  | 'teams_slug_key';

/** input type for inserting data into table "teams" */
export type teams_insert_input = {
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly members?: team_members_arr_rel_insert_input | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly projects?: projects_arr_rel_insert_input | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "teams" */
export type teams_obj_rel_insert_input = {
  readonly data: teams_insert_input;
  /** upsert condition */
  readonly on_conflict?: teams_on_conflict | null | undefined;
};

/** on_conflict condition type for table "teams" */
export type teams_on_conflict = {
  readonly constraint: teams_constraint;
  readonly update_columns?: ReadonlyArray<teams_update_column>;
  readonly where?: teams_bool_exp | null | undefined;
};

/** select columns of table "teams" */
export type teams_select_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'id'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'slug'
  /** column name */
  | 'updated_at';

/** update columns of table "teams" */
export type teams_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'id'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'slug'
  /** column name */
  | 'updated_at';

export type tenant_cluster_statuses_enum =
  /** It answers */
  | 'active'
  /** Gone */
  | 'deleted'
  /** Being taken down */
  | 'deleting'
  /** It could not be made or taken down; step and reason are named */
  | 'failed'
  /** Being made */
  | 'provisioning';

/** Boolean expression to compare columns of type "tenant_cluster_statuses_enum". All fields are combined with logical 'AND'. */
export type tenant_cluster_statuses_enum_comparison_exp = {
  readonly _eq?: tenant_cluster_statuses_enum | null | undefined;
  readonly _in?: ReadonlyArray<tenant_cluster_statuses_enum> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _neq?: tenant_cluster_statuses_enum | null | undefined;
  readonly _nin?: ReadonlyArray<tenant_cluster_statuses_enum> | null | undefined;
};

export type tenant_clusters_aggregate_bool_exp = {
  readonly count?: tenant_clusters_aggregate_bool_exp_count | null | undefined;
};

export type tenant_clusters_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<tenant_clusters_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: tenant_clusters_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "tenant_clusters" */
export type tenant_clusters_arr_rel_insert_input = {
  readonly data: ReadonlyArray<tenant_clusters_insert_input>;
  /** upsert condition */
  readonly on_conflict?: tenant_clusters_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "tenant_clusters". All fields are combined with a logical 'AND'. */
export type tenant_clusters_bool_exp = {
  readonly _and?: ReadonlyArray<tenant_clusters_bool_exp> | null | undefined;
  readonly _not?: tenant_clusters_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<tenant_clusters_bool_exp> | null | undefined;
  /** Address of the Kubernetes API */
  readonly api_server_url?: String_comparison_exp | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** Quota of all its workloads together. */
  readonly cpu_millicores?: Int_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: timestamptz_comparison_exp | null | undefined;
  readonly environments?: environments_bool_exp | null | undefined;
  readonly environments_aggregate?: environments_aggregate_bool_exp | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: tenant_cluster_statuses_enum_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Counted up when something else is wanted */
  readonly generation?: Int_comparison_exp | null | undefined;
  readonly host_cluster?: clusters_bool_exp | null | undefined;
  /** The cluster it runs in: of the same organization, or one that the platform shares. */
  readonly host_cluster_id?: uuid_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly kubeconfig_grants?: kubeconfig_grants_bool_exp | null | undefined;
  readonly kubeconfig_grants_aggregate?: kubeconfig_grants_aggregate_bool_exp | null | undefined;
  /** The version that is wanted */
  readonly kubernetes_version?: String_comparison_exp | null | undefined;
  /** Quota of all its workloads together. */
  readonly memory_megabytes?: Int_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  /** Its namespace in the host cluster; never used again for another one. */
  readonly namespace?: String_comparison_exp | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: timestamptz_comparison_exp | null | undefined;
  /** The generation that what was seen belongs to */
  readonly observed_generation?: Int_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The adapter that looks after it, for example vcluster; null: none does yet. */
  readonly provider?: String_comparison_exp | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: String_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: tenant_cluster_statuses_enum_comparison_exp | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: timestamptz_comparison_exp | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: String_comparison_exp | null | undefined;
  /** Quota of all its volumes together. */
  readonly storage_gigabytes?: Int_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "tenant_clusters" */
export type tenant_clusters_constraint =
  /** unique or primary key constraint on columns "host_cluster_id", "namespace" */
  | 'tenant_clusters_namespace_idx'
  /** unique or primary key constraint on columns "id" */
  | 'tenant_clusters_pkey'
  /** unique or primary key constraint on columns "organization_id", "slug" */
  | 'tenant_clusters_slug_idx';

/** input type for inserting data into table "tenant_clusters" */
export type tenant_clusters_insert_input = {
  /** Address of the Kubernetes API */
  readonly api_server_url?: string | null | undefined;
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** Quota of all its workloads together. */
  readonly cpu_millicores?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  readonly environments?: environments_arr_rel_insert_input | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: tenant_cluster_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Counted up when something else is wanted */
  readonly generation?: number | null | undefined;
  readonly host_cluster?: clusters_obj_rel_insert_input | null | undefined;
  /** The cluster it runs in: of the same organization, or one that the platform shares. */
  readonly host_cluster_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly kubeconfig_grants?: kubeconfig_grants_arr_rel_insert_input | null | undefined;
  /** The version that is wanted */
  readonly kubernetes_version?: string | null | undefined;
  /** Quota of all its workloads together. */
  readonly memory_megabytes?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its namespace in the host cluster; never used again for another one. */
  readonly namespace?: string | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: string | null | undefined;
  /** The generation that what was seen belongs to */
  readonly observed_generation?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: string | null | undefined;
  /** The adapter that looks after it, for example vcluster; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: tenant_cluster_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Quota of all its volumes together. */
  readonly storage_gigabytes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "tenant_clusters" */
export type tenant_clusters_obj_rel_insert_input = {
  readonly data: tenant_clusters_insert_input;
  /** upsert condition */
  readonly on_conflict?: tenant_clusters_on_conflict | null | undefined;
};

/** on_conflict condition type for table "tenant_clusters" */
export type tenant_clusters_on_conflict = {
  readonly constraint: tenant_clusters_constraint;
  readonly update_columns?: ReadonlyArray<tenant_clusters_update_column>;
  readonly where?: tenant_clusters_bool_exp | null | undefined;
};

/** select columns of table "tenant_clusters" */
export type tenant_clusters_select_column =
  /** column name */
  | 'api_server_url'
  /** column name */
  | 'cpu_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'host_cluster_id'
  /** column name */
  | 'id'
  /** column name */
  | 'kubernetes_version'
  /** column name */
  | 'memory_megabytes'
  /** column name */
  | 'name'
  /** column name */
  | 'namespace'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'slug'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'storage_gigabytes'
  /** column name */
  | 'updated_at';

/** input type for updating data in table "tenant_clusters" */
export type tenant_clusters_set_input = {
  /** Address of the Kubernetes API */
  readonly api_server_url?: string | null | undefined;
  /** Quota of all its workloads together. */
  readonly cpu_millicores?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** When what is under way is ended if it has not ended by itself. */
  readonly deadline_at?: string | null | undefined;
  /** Why it failed, for people */
  readonly failure_reason?: string | null | undefined;
  /** The state in which it failed. */
  readonly failure_step?: tenant_cluster_statuses_enum | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Counted up when something else is wanted */
  readonly generation?: number | null | undefined;
  /** The cluster it runs in: of the same organization, or one that the platform shares. */
  readonly host_cluster_id?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** The version that is wanted */
  readonly kubernetes_version?: string | null | undefined;
  /** Quota of all its workloads together. */
  readonly memory_megabytes?: number | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** Its namespace in the host cluster; never used again for another one. */
  readonly namespace?: string | null | undefined;
  /** When it was last looked at */
  readonly observed_at?: string | null | undefined;
  /** The generation that what was seen belongs to */
  readonly observed_generation?: number | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it is for; null: the whole organization. */
  readonly project_id?: string | null | undefined;
  /** The adapter that looks after it, for example vcluster; null: none does yet. */
  readonly provider?: string | null | undefined;
  /** Short name for addresses: small letters, digits and hyphens */
  readonly slug?: string | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: tenant_cluster_statuses_enum | null | undefined;
  /** Since when it has this state */
  readonly status_changed_at?: string | null | undefined;
  /** Why it has this state, for people */
  readonly status_reason?: string | null | undefined;
  /** Quota of all its volumes together. */
  readonly storage_gigabytes?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** update columns of table "tenant_clusters" */
export type tenant_clusters_update_column =
  /** column name */
  | 'api_server_url'
  /** column name */
  | 'cpu_millicores'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'deadline_at'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'failure_step'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'generation'
  /** column name */
  | 'host_cluster_id'
  /** column name */
  | 'id'
  /** column name */
  | 'kubernetes_version'
  /** column name */
  | 'memory_megabytes'
  /** column name */
  | 'name'
  /** column name */
  | 'namespace'
  /** column name */
  | 'observed_at'
  /** column name */
  | 'observed_generation'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'provider'
  /** column name */
  | 'slug'
  /** column name */
  | 'status'
  /** column name */
  | 'status_changed_at'
  /** column name */
  | 'status_reason'
  /** column name */
  | 'storage_gigabytes'
  /** column name */
  | 'updated_at';

/** Boolean expression to compare columns of type "timestamptz". All fields are combined with logical 'AND'. */
export type timestamptz_comparison_exp = {
  readonly _eq?: string | null | undefined;
  readonly _gt?: string | null | undefined;
  readonly _gte?: string | null | undefined;
  readonly _in?: ReadonlyArray<string> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: string | null | undefined;
  readonly _lte?: string | null | undefined;
  readonly _neq?: string | null | undefined;
  readonly _nin?: ReadonlyArray<string> | null | undefined;
};

/** Boolean expression to filter rows from the table "user_credentials". All fields are combined with a logical 'AND'. */
export type user_credentials_bool_exp = {
  readonly _and?: ReadonlyArray<user_credentials_bool_exp> | null | undefined;
  readonly _not?: user_credentials_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<user_credentials_bool_exp> | null | undefined;
  /** Argon2id in PHC string format. */
  readonly password_hash?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  readonly user?: users_bool_exp | null | undefined;
  /** The person */
  readonly user_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "user_credentials" */
export type user_credentials_constraint =
  /** unique or primary key constraint on columns "user_id" */
  | 'user_credentials_pkey';

/** input type for inserting data into table "user_credentials" */
export type user_credentials_insert_input = {
  /** Argon2id in PHC string format. */
  readonly password_hash?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  readonly user?: users_obj_rel_insert_input | null | undefined;
  /** The person */
  readonly user_id?: string | null | undefined;
};

/** input type for inserting object relation for remote table "user_credentials" */
export type user_credentials_obj_rel_insert_input = {
  readonly data: user_credentials_insert_input;
  /** upsert condition */
  readonly on_conflict?: user_credentials_on_conflict | null | undefined;
};

/** on_conflict condition type for table "user_credentials" */
export type user_credentials_on_conflict = {
  readonly constraint: user_credentials_constraint;
  readonly update_columns?: ReadonlyArray<user_credentials_update_column>;
  readonly where?: user_credentials_bool_exp | null | undefined;
};

/** update columns of table "user_credentials" */
export type user_credentials_update_column =
  /** column name */
  | 'password_hash'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'user_id';

/** Boolean expression to filter rows from the table "users". All fields are combined with a logical 'AND'. */
export type users_bool_exp = {
  readonly _and?: ReadonlyArray<users_bool_exp> | null | undefined;
  readonly _not?: users_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<users_bool_exp> | null | undefined;
  readonly api_keys?: api_keys_bool_exp | null | undefined;
  readonly api_keys_aggregate?: api_keys_aggregate_bool_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly credential?: user_credentials_bool_exp | null | undefined;
  /** Address for signing in, in lower case. */
  readonly email?: String_comparison_exp | null | undefined;
  /** When the address was proven, or taken on trust. Null: a mail was sent to it and nobody has answered yet, so nobody signs in. */
  readonly email_verified_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  readonly identities?: identities_bool_exp | null | undefined;
  readonly identities_aggregate?: identities_aggregate_bool_exp | null | undefined;
  /** False: cannot sign in. */
  readonly is_active?: Boolean_comparison_exp | null | undefined;
  /** May act as platform_admin: sees all organizations. */
  readonly is_platform_admin?: Boolean_comparison_exp | null | undefined;
  readonly memberships?: organization_members_bool_exp | null | undefined;
  readonly memberships_aggregate?: organization_members_aggregate_bool_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "users" */
export type users_constraint =
  /** unique or primary key constraint on columns "email" */
  | 'users_email_key'
  /** unique or primary key constraint on columns "id" */
  | 'users_pkey';

/** input type for inserting data into table "users" */
export type users_insert_input = {
  readonly api_keys?: api_keys_arr_rel_insert_input | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly credential?: user_credentials_obj_rel_insert_input | null | undefined;
  /** Address for signing in, in lower case. */
  readonly email?: string | null | undefined;
  /** When the address was proven, or taken on trust. Null: a mail was sent to it and nobody has answered yet, so nobody signs in. */
  readonly email_verified_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  readonly identities?: identities_arr_rel_insert_input | null | undefined;
  /** False: cannot sign in. */
  readonly is_active?: boolean | null | undefined;
  /** May act as platform_admin: sees all organizations. */
  readonly is_platform_admin?: boolean | null | undefined;
  readonly memberships?: organization_members_arr_rel_insert_input | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
};

/** input type for inserting object relation for remote table "users" */
export type users_obj_rel_insert_input = {
  readonly data: users_insert_input;
  /** upsert condition */
  readonly on_conflict?: users_on_conflict | null | undefined;
};

/** on_conflict condition type for table "users" */
export type users_on_conflict = {
  readonly constraint: users_constraint;
  readonly update_columns?: ReadonlyArray<users_update_column>;
  readonly where?: users_bool_exp | null | undefined;
};

/** update columns of table "users" */
export type users_update_column =
  /** column name */
  | 'created_at'
  /** column name */
  | 'email'
  /** column name */
  | 'email_verified_at'
  /** column name */
  | 'id'
  /** column name */
  | 'is_active'
  /** column name */
  | 'is_platform_admin'
  /** column name */
  | 'name'
  /** column name */
  | 'updated_at';

/** Boolean expression to compare columns of type "uuid". All fields are combined with logical 'AND'. */
export type uuid_comparison_exp = {
  readonly _eq?: string | null | undefined;
  readonly _gt?: string | null | undefined;
  readonly _gte?: string | null | undefined;
  readonly _in?: ReadonlyArray<string> | null | undefined;
  readonly _is_null?: boolean | null | undefined;
  readonly _lt?: string | null | undefined;
  readonly _lte?: string | null | undefined;
  readonly _neq?: string | null | undefined;
  readonly _nin?: ReadonlyArray<string> | null | undefined;
};

export type vulnerability_reports_aggregate_bool_exp = {
  readonly count?: vulnerability_reports_aggregate_bool_exp_count | null | undefined;
};

export type vulnerability_reports_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<vulnerability_reports_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: vulnerability_reports_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "vulnerability_reports" */
export type vulnerability_reports_arr_rel_insert_input = {
  readonly data: ReadonlyArray<vulnerability_reports_insert_input>;
  /** upsert condition */
  readonly on_conflict?: vulnerability_reports_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "vulnerability_reports". All fields are combined with a logical 'AND'. */
export type vulnerability_reports_bool_exp = {
  readonly _and?: ReadonlyArray<vulnerability_reports_bool_exp> | null | undefined;
  readonly _not?: vulnerability_reports_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<vulnerability_reports_bool_exp> | null | undefined;
  /** sha256 over the contents; of an image the digest of its manifest */
  readonly artifact_digest?: String_comparison_exp | null | undefined;
  /** Where the artifact is: a path, or an image with its digest */
  readonly artifact_reference?: String_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Findings of this severity */
  readonly critical_count?: Int_comparison_exp | null | undefined;
  readonly deployment?: deployments_bool_exp | null | undefined;
  /** The deployment */
  readonly deployment_id?: uuid_comparison_exp | null | undefined;
  /** The worst 200: id, severity, package, installedVersion, fixedVersion, title. */
  readonly findings?: jsonb_comparison_exp | null | undefined;
  /** Findings of this severity */
  readonly high_count?: Int_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Findings of this severity */
  readonly low_count?: Int_comparison_exp | null | undefined;
  /** Findings of this severity */
  readonly medium_count?: Int_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** How it ended */
  readonly outcome?: scan_outcomes_enum_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** Why it was not scanned. */
  readonly reason?: String_comparison_exp | null | undefined;
  /** When it was scanned; null when it was not */
  readonly scanned_at?: timestamptz_comparison_exp | null | undefined;
  /** Which scanner looked */
  readonly scanner?: String_comparison_exp | null | undefined;
  /** Findings whose severity the scanner does not know */
  readonly unknown_count?: Int_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "vulnerability_reports" */
export type vulnerability_reports_constraint =
  /** unique or primary key constraint on columns "deployment_id" */
  | 'vulnerability_reports_deployment_key'
  /** unique or primary key constraint on columns "id" */
  | 'vulnerability_reports_pkey';

/** input type for inserting data into table "vulnerability_reports" */
export type vulnerability_reports_insert_input = {
  /** sha256 over the contents; of an image the digest of its manifest */
  readonly artifact_digest?: string | null | undefined;
  /** Where the artifact is: a path, or an image with its digest */
  readonly artifact_reference?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Findings of this severity */
  readonly critical_count?: number | null | undefined;
  readonly deployment?: deployments_obj_rel_insert_input | null | undefined;
  /** The deployment */
  readonly deployment_id?: string | null | undefined;
  /** The worst 200: id, severity, package, installedVersion, fixedVersion, title. */
  readonly findings?: unknown;
  /** Findings of this severity */
  readonly high_count?: number | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Findings of this severity */
  readonly low_count?: number | null | undefined;
  /** Findings of this severity */
  readonly medium_count?: number | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** How it ended */
  readonly outcome?: scan_outcomes_enum | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** Why it was not scanned. */
  readonly reason?: string | null | undefined;
  /** When it was scanned; null when it was not */
  readonly scanned_at?: string | null | undefined;
  /** Which scanner looked */
  readonly scanner?: string | null | undefined;
  /** Findings whose severity the scanner does not know */
  readonly unknown_count?: number | null | undefined;
};

/** on_conflict condition type for table "vulnerability_reports" */
export type vulnerability_reports_on_conflict = {
  readonly constraint: vulnerability_reports_constraint;
  readonly update_columns?: ReadonlyArray<vulnerability_reports_update_column>;
  readonly where?: vulnerability_reports_bool_exp | null | undefined;
};

/** select columns of table "vulnerability_reports" */
export type vulnerability_reports_select_column =
  /** column name */
  | 'artifact_digest'
  /** column name */
  | 'artifact_reference'
  /** column name */
  | 'created_at'
  /** column name */
  | 'critical_count'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'findings'
  /** column name */
  | 'high_count'
  /** column name */
  | 'id'
  /** column name */
  | 'low_count'
  /** column name */
  | 'medium_count'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reason'
  /** column name */
  | 'scanned_at'
  /** column name */
  | 'scanner'
  /** column name */
  | 'unknown_count';

/** update columns of table "vulnerability_reports" */
export type vulnerability_reports_update_column =
  /** column name */
  | 'artifact_digest'
  /** column name */
  | 'artifact_reference'
  /** column name */
  | 'created_at'
  /** column name */
  | 'critical_count'
  /** column name */
  | 'deployment_id'
  /** column name */
  | 'findings'
  /** column name */
  | 'high_count'
  /** column name */
  | 'id'
  /** column name */
  | 'low_count'
  /** column name */
  | 'medium_count'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'outcome'
  /** column name */
  | 'project_id'
  /** column name */
  | 'reason'
  /** column name */
  | 'scanned_at'
  /** column name */
  | 'scanner'
  /** column name */
  | 'unknown_count';

export type webhook_attempts_aggregate_bool_exp = {
  readonly count?: webhook_attempts_aggregate_bool_exp_count | null | undefined;
};

export type webhook_attempts_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<webhook_attempts_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: webhook_attempts_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "webhook_attempts" */
export type webhook_attempts_arr_rel_insert_input = {
  readonly data: ReadonlyArray<webhook_attempts_insert_input>;
  /** upsert condition */
  readonly on_conflict?: webhook_attempts_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "webhook_attempts". All fields are combined with a logical 'AND'. */
export type webhook_attempts_bool_exp = {
  readonly _and?: ReadonlyArray<webhook_attempts_bool_exp> | null | undefined;
  readonly _not?: webhook_attempts_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<webhook_attempts_bool_exp> | null | undefined;
  /** Counts up from 1. A number that is missing began when the platform died. */
  readonly attempt?: Int_comparison_exp | null | undefined;
  readonly delivery?: webhook_deliveries_bool_exp | null | undefined;
  /** The delivery this was an attempt of */
  readonly delivery_id?: uuid_comparison_exp | null | undefined;
  /** How long it took, in milliseconds */
  readonly duration_ms?: Int_comparison_exp | null | undefined;
  /** Why it failed, in a sentence; null when it succeeded. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** The beginning of the answer's body. */
  readonly response_excerpt?: String_comparison_exp | null | undefined;
  /** HTTP status; null when no answer came. */
  readonly response_status?: Int_comparison_exp | null | undefined;
  /** When it began */
  readonly started_at?: timestamptz_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "webhook_attempts" */
export type webhook_attempts_constraint =
  /** unique or primary key constraint on columns "delivery_id", "attempt" */
  | 'webhook_attempts_pkey';

/** input type for inserting data into table "webhook_attempts" */
export type webhook_attempts_insert_input = {
  /** Counts up from 1. A number that is missing began when the platform died. */
  readonly attempt?: number | null | undefined;
  readonly delivery?: webhook_deliveries_obj_rel_insert_input | null | undefined;
  /** The delivery this was an attempt of */
  readonly delivery_id?: string | null | undefined;
  /** How long it took, in milliseconds */
  readonly duration_ms?: number | null | undefined;
  /** Why it failed, in a sentence; null when it succeeded. */
  readonly failure_reason?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The beginning of the answer's body. */
  readonly response_excerpt?: string | null | undefined;
  /** HTTP status; null when no answer came. */
  readonly response_status?: number | null | undefined;
  /** When it began */
  readonly started_at?: string | null | undefined;
};

/** on_conflict condition type for table "webhook_attempts" */
export type webhook_attempts_on_conflict = {
  readonly constraint: webhook_attempts_constraint;
  readonly update_columns?: ReadonlyArray<webhook_attempts_update_column>;
  readonly where?: webhook_attempts_bool_exp | null | undefined;
};

/** select columns of table "webhook_attempts" */
export type webhook_attempts_select_column =
  /** column name */
  | 'attempt'
  /** column name */
  | 'delivery_id'
  /** column name */
  | 'duration_ms'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'response_excerpt'
  /** column name */
  | 'response_status'
  /** column name */
  | 'started_at';

/** update columns of table "webhook_attempts" */
export type webhook_attempts_update_column =
  /** column name */
  | 'attempt'
  /** column name */
  | 'delivery_id'
  /** column name */
  | 'duration_ms'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'response_excerpt'
  /** column name */
  | 'response_status'
  /** column name */
  | 'started_at';

export type webhook_deliveries_aggregate_bool_exp = {
  readonly count?: webhook_deliveries_aggregate_bool_exp_count | null | undefined;
};

export type webhook_deliveries_aggregate_bool_exp_count = {
  readonly arguments?: ReadonlyArray<webhook_deliveries_select_column> | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly filter?: webhook_deliveries_bool_exp | null | undefined;
  readonly predicate: Int_comparison_exp;
};

/** input type for inserting array relation for remote table "webhook_deliveries" */
export type webhook_deliveries_arr_rel_insert_input = {
  readonly data: ReadonlyArray<webhook_deliveries_insert_input>;
  /** upsert condition */
  readonly on_conflict?: webhook_deliveries_on_conflict | null | undefined;
};

/** Boolean expression to filter rows from the table "webhook_deliveries". All fields are combined with a logical 'AND'. */
export type webhook_deliveries_bool_exp = {
  readonly _and?: ReadonlyArray<webhook_deliveries_bool_exp> | null | undefined;
  readonly _not?: webhook_deliveries_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<webhook_deliveries_bool_exp> | null | undefined;
  readonly attempt_history?: webhook_attempts_bool_exp | null | undefined;
  readonly attempt_history_aggregate?: webhook_attempts_aggregate_bool_exp | null | undefined;
  /** How many were begun. One that began when the platform died counts too. */
  readonly attempts?: Int_comparison_exp | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: timestamptz_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  readonly event?: domain_events_bool_exp | null | undefined;
  /** The domain event; sent as webhook-id, the same in every attempt and redelivery. */
  readonly event_id?: uuid_comparison_exp | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum_comparison_exp | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: String_comparison_exp | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: timestamptz_comparison_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  readonly original?: webhook_deliveries_bool_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** The delivery that somebody asked to repeat. */
  readonly redelivery_of?: uuid_comparison_exp | null | undefined;
  /** HTTP status of the newest answer. */
  readonly response_status?: Int_comparison_exp | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum_comparison_exp | null | undefined;
  readonly webhook?: webhooks_bool_exp | null | undefined;
  /** The webhook */
  readonly webhook_id?: uuid_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "webhook_deliveries" */
export type webhook_deliveries_constraint =
  /** unique or primary key constraint on columns "webhook_id", "event_id" */
  | 'webhook_deliveries_once_idx'
  /** unique or primary key constraint on columns "id" */
  | 'webhook_deliveries_pkey';

/** input type for inserting data into table "webhook_deliveries" */
export type webhook_deliveries_insert_input = {
  readonly attempt_history?: webhook_attempts_arr_rel_insert_input | null | undefined;
  /** How many were begun. One that began when the platform died counts too. */
  readonly attempts?: number | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  readonly event?: domain_events_obj_rel_insert_input | null | undefined;
  /** The domain event; sent as webhook-id, the same in every attempt and redelivery. */
  readonly event_id?: string | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  readonly original?: webhook_deliveries_obj_rel_insert_input | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The delivery that somebody asked to repeat. */
  readonly redelivery_of?: string | null | undefined;
  /** HTTP status of the newest answer. */
  readonly response_status?: number | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum | null | undefined;
  readonly webhook?: webhooks_obj_rel_insert_input | null | undefined;
  /** The webhook */
  readonly webhook_id?: string | null | undefined;
};

/** input type for inserting object relation for remote table "webhook_deliveries" */
export type webhook_deliveries_obj_rel_insert_input = {
  readonly data: webhook_deliveries_insert_input;
  /** upsert condition */
  readonly on_conflict?: webhook_deliveries_on_conflict | null | undefined;
};

/** on_conflict condition type for table "webhook_deliveries" */
export type webhook_deliveries_on_conflict = {
  readonly constraint: webhook_deliveries_constraint;
  readonly update_columns?: ReadonlyArray<webhook_deliveries_update_column>;
  readonly where?: webhook_deliveries_bool_exp | null | undefined;
};

/** select columns of table "webhook_deliveries" */
export type webhook_deliveries_select_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'claimed_until'
  /** column name */
  | 'created_at'
  /** column name */
  | 'event_id'
  /** column name */
  | 'event_type'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'redelivery_of'
  /** column name */
  | 'response_status'
  /** column name */
  | 'status'
  /** column name */
  | 'webhook_id';

/** input type for updating data in table "webhook_deliveries" */
export type webhook_deliveries_set_input = {
  /** How many were begun. One that began when the platform died counts too. */
  readonly attempts?: number | null | undefined;
  /** Until then somebody is sending it. */
  readonly claimed_until?: string | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** The domain event; sent as webhook-id, the same in every attempt and redelivery. */
  readonly event_id?: string | null | undefined;
  /** The domain events type */
  readonly event_type?: domain_event_types_enum | null | undefined;
  /** Why the newest attempt failed. */
  readonly failure_reason?: string | null | undefined;
  /** When it ended; null while it goes on */
  readonly finished_at?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Not before. */
  readonly next_attempt_at?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The project it belongs to; null for what is the organizations */
  readonly project_id?: string | null | undefined;
  /** The delivery that somebody asked to repeat. */
  readonly redelivery_of?: string | null | undefined;
  /** HTTP status of the newest answer. */
  readonly response_status?: number | null | undefined;
  /** Its state; changed only along the transitions that exist */
  readonly status?: delivery_statuses_enum | null | undefined;
  /** The webhook */
  readonly webhook_id?: string | null | undefined;
};

/** update columns of table "webhook_deliveries" */
export type webhook_deliveries_update_column =
  /** column name */
  | 'attempts'
  /** column name */
  | 'claimed_until'
  /** column name */
  | 'created_at'
  /** column name */
  | 'event_id'
  /** column name */
  | 'event_type'
  /** column name */
  | 'failure_reason'
  /** column name */
  | 'finished_at'
  /** column name */
  | 'id'
  /** column name */
  | 'next_attempt_at'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'project_id'
  /** column name */
  | 'redelivery_of'
  /** column name */
  | 'response_status'
  /** column name */
  | 'status'
  /** column name */
  | 'webhook_id';

/** Boolean expression to filter rows from the table "webhooks". All fields are combined with a logical 'AND'. */
export type webhooks_bool_exp = {
  readonly _and?: ReadonlyArray<webhooks_bool_exp> | null | undefined;
  readonly _not?: webhooks_bool_exp | null | undefined;
  readonly _or?: ReadonlyArray<webhooks_bool_exp> | null | undefined;
  readonly author?: users_bool_exp | null | undefined;
  /** Attempts that failed since the last that succeeded. */
  readonly consecutive_failures?: Int_comparison_exp | null | undefined;
  /** When the row was written */
  readonly created_at?: timestamptz_comparison_exp | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: uuid_comparison_exp | null | undefined;
  readonly deliveries?: webhook_deliveries_bool_exp | null | undefined;
  readonly deliveries_aggregate?: webhook_deliveries_aggregate_bool_exp | null | undefined;
  /** Why the platform switched it off; switching it on again clears it. */
  readonly disabled_reason?: String_comparison_exp | null | undefined;
  /** Types of domain events; a * stands for any letters: Deployment*, *Failed, *. */
  readonly event_types?: String_array_comparison_exp | null | undefined;
  /** When the first of them failed. */
  readonly failing_since?: timestamptz_comparison_exp | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: uuid_comparison_exp | null | undefined;
  /** Events that happen while it is false are not kept for it. */
  readonly is_enabled?: Boolean_comparison_exp | null | undefined;
  /** For people */
  readonly name?: String_comparison_exp | null | undefined;
  readonly organization?: organizations_bool_exp | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: uuid_comparison_exp | null | undefined;
  /** The secret before the newest rotation, encrypted. */
  readonly previous_secret_sealed?: String_comparison_exp | null | undefined;
  /** Until then messages are also signed with the secret before. */
  readonly previous_secret_until?: timestamptz_comparison_exp | null | undefined;
  readonly project?: projects_bool_exp | null | undefined;
  /** Only events of this project; null: all of the organization. */
  readonly project_id?: uuid_comparison_exp | null | undefined;
  /** What messages are signed with, encrypted. */
  readonly secret_sealed?: String_comparison_exp | null | undefined;
  /** Goes up by one with each rotation. */
  readonly secret_version?: Int_comparison_exp | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: timestamptz_comparison_exp | null | undefined;
  /** http or https. Private addresses are refused unless the installation allows them. */
  readonly url?: String_comparison_exp | null | undefined;
};

/** unique or primary key constraints on table "webhooks" */
export type webhooks_constraint =
  /** unique or primary key constraint on columns "id" */
  | 'webhooks_pkey';

/** input type for inserting data into table "webhooks" */
export type webhooks_insert_input = {
  readonly author?: users_obj_rel_insert_input | null | undefined;
  /** Attempts that failed since the last that succeeded. */
  readonly consecutive_failures?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  readonly deliveries?: webhook_deliveries_arr_rel_insert_input | null | undefined;
  /** Why the platform switched it off; switching it on again clears it. */
  readonly disabled_reason?: string | null | undefined;
  /** Types of domain events; a * stands for any letters: Deployment*, *Failed, *. */
  readonly event_types?: ReadonlyArray<string> | null | undefined;
  /** When the first of them failed. */
  readonly failing_since?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Events that happen while it is false are not kept for it. */
  readonly is_enabled?: boolean | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  readonly organization?: organizations_obj_rel_insert_input | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The secret before the newest rotation, encrypted. */
  readonly previous_secret_sealed?: string | null | undefined;
  /** Until then messages are also signed with the secret before. */
  readonly previous_secret_until?: string | null | undefined;
  readonly project?: projects_obj_rel_insert_input | null | undefined;
  /** Only events of this project; null: all of the organization. */
  readonly project_id?: string | null | undefined;
  /** What messages are signed with, encrypted. */
  readonly secret_sealed?: string | null | undefined;
  /** Goes up by one with each rotation. */
  readonly secret_version?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** http or https. Private addresses are refused unless the installation allows them. */
  readonly url?: string | null | undefined;
};

/** input type for inserting object relation for remote table "webhooks" */
export type webhooks_obj_rel_insert_input = {
  readonly data: webhooks_insert_input;
  /** upsert condition */
  readonly on_conflict?: webhooks_on_conflict | null | undefined;
};

/** on_conflict condition type for table "webhooks" */
export type webhooks_on_conflict = {
  readonly constraint: webhooks_constraint;
  readonly update_columns?: ReadonlyArray<webhooks_update_column>;
  readonly where?: webhooks_bool_exp | null | undefined;
};

/** input type for updating data in table "webhooks" */
export type webhooks_set_input = {
  /** Attempts that failed since the last that succeeded. */
  readonly consecutive_failures?: number | null | undefined;
  /** When the row was written */
  readonly created_at?: string | null | undefined;
  /** Who made it; null for the platform or an account that is gone */
  readonly created_by?: string | null | undefined;
  /** Why the platform switched it off; switching it on again clears it. */
  readonly disabled_reason?: string | null | undefined;
  /** Types of domain events; a * stands for any letters: Deployment*, *Failed, *. */
  readonly event_types?: ReadonlyArray<string> | null | undefined;
  /** When the first of them failed. */
  readonly failing_since?: string | null | undefined;
  /** Chosen at random; names the row for ever */
  readonly id?: string | null | undefined;
  /** Events that happen while it is false are not kept for it. */
  readonly is_enabled?: boolean | null | undefined;
  /** For people */
  readonly name?: string | null | undefined;
  /** The organization it belongs to */
  readonly organization_id?: string | null | undefined;
  /** The secret before the newest rotation, encrypted. */
  readonly previous_secret_sealed?: string | null | undefined;
  /** Until then messages are also signed with the secret before. */
  readonly previous_secret_until?: string | null | undefined;
  /** Only events of this project; null: all of the organization. */
  readonly project_id?: string | null | undefined;
  /** What messages are signed with, encrypted. */
  readonly secret_sealed?: string | null | undefined;
  /** Goes up by one with each rotation. */
  readonly secret_version?: number | null | undefined;
  /** When the row was last changed */
  readonly updated_at?: string | null | undefined;
  /** http or https. Private addresses are refused unless the installation allows them. */
  readonly url?: string | null | undefined;
};

/** update columns of table "webhooks" */
export type webhooks_update_column =
  /** column name */
  | 'consecutive_failures'
  /** column name */
  | 'created_at'
  /** column name */
  | 'created_by'
  /** column name */
  | 'disabled_reason'
  /** column name */
  | 'event_types'
  /** column name */
  | 'failing_since'
  /** column name */
  | 'id'
  /** column name */
  | 'is_enabled'
  /** column name */
  | 'name'
  /** column name */
  | 'organization_id'
  /** column name */
  | 'previous_secret_sealed'
  /** column name */
  | 'previous_secret_until'
  /** column name */
  | 'project_id'
  /** column name */
  | 'secret_sealed'
  /** column name */
  | 'secret_version'
  /** column name */
  | 'updated_at'
  /** column name */
  | 'url';

export type CreateUnprovenAccountMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  organizationName: string;
  organizationSlug: string;
  mail: account_mails_insert_input;
}>;


export type CreateUnprovenAccountMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_users_one: { readonly id: string } | null, readonly insert_account_mails_one: { readonly id: string } | null };

export type NoteRequestAndMailMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  mails: ReadonlyArray<account_mails_insert_input> | account_mails_insert_input;
}>;


export type NoteRequestAndMailMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_account_mails: { readonly affected_rows: number } | null };

export type QueueMailMutationVariables = Exact<{
  mail: account_mails_insert_input;
}>;


export type QueueMailMutation = { readonly insert_account_mails_one: { readonly id: string } | null };

export type PersonToMailQueryVariables = Exact<{
  email: string;
}>;


export type PersonToMailQuery = { readonly users: ReadonlyArray<{ readonly id: string, readonly is_active: boolean, readonly credential: { readonly user_id: string } | null }> };

export type RecentMailQueryVariables = Exact<{
  userId: string;
  kind: account_mail_kinds_enum;
  since: string;
}>;


export type RecentMailQuery = { readonly account_mails: ReadonlyArray<{ readonly id: string }> };

export type AccountMailByTokenQueryVariables = Exact<{
  hash: string;
}>;


export type AccountMailByTokenQuery = { readonly account_mails: ReadonlyArray<{ readonly id: string, readonly kind: account_mail_kinds_enum, readonly email: string, readonly expires_at: string, readonly used_at: string | null, readonly user: { readonly id: string, readonly email: string, readonly is_active: boolean } | null }> };

export type ProveAddressMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  mailId: string;
  userId: string;
  now: string;
}>;


export type ProveAddressMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly update_account_mails_by_pk: { readonly id: string } | null, readonly update_users_by_pk: { readonly id: string } | null };

export type ReplacePasswordMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  mailId: string;
  userId: string;
  passwordHash: string;
  told: account_mails_insert_input;
  now: string;
}>;


export type ReplacePasswordMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly update_account_mails_by_pk: { readonly id: string } | null, readonly others: { readonly affected_rows: number } | null, readonly insert_user_credentials_one: { readonly user_id: string } | null, readonly update_refresh_tokens: { readonly affected_rows: number } | null, readonly update_users_by_pk: { readonly id: string } | null, readonly insert_account_mails_one: { readonly id: string } | null };

export type PasswordToChangeQueryVariables = Exact<{
  userId: string;
}>;


export type PasswordToChangeQuery = { readonly users_by_pk: { readonly email: string, readonly is_active: boolean, readonly credential: { readonly password_hash: string } | null } | null };

export type ChangePasswordMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  userId: string;
  passwordHash: string;
  attemptId: string;
  mails: ReadonlyArray<account_mails_insert_input> | account_mails_insert_input;
  now: string;
}>;


export type ChangePasswordMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_user_credentials_by_pk: { readonly user_id: string } | null, readonly update_refresh_tokens: { readonly affected_rows: number } | null, readonly update_sign_in_attempts_by_pk: { readonly id: string } | null, readonly insert_account_mails: { readonly affected_rows: number } | null };

export type AccountMailToSendQueryVariables = Exact<{
  id: string;
}>;


export type AccountMailToSendQuery = { readonly account_mails_by_pk: { readonly id: string, readonly kind: account_mail_kinds_enum, readonly email: string, readonly attempts: number, readonly next_attempt_at: string | null, readonly claimed_until: string | null, readonly expires_at: string, readonly used_at: string | null, readonly user: { readonly name: string } | null, readonly invitation: { readonly id: string, readonly role: member_roles_enum, readonly accepted_at: string | null, readonly revoked_at: string | null, readonly organization: { readonly name: string }, readonly inviter: { readonly name: string } | null } | null } | null };

export type ClaimAccountMailMutationVariables = Exact<{
  id: string;
  attempts: number;
  until: string;
}>;


export type ClaimAccountMailMutation = { readonly update_account_mails: { readonly affected_rows: number } | null };

export type RecordAccountMailMutationVariables = Exact<{
  id: string;
  attempts: number;
  set: account_mails_set_input;
}>;


export type RecordAccountMailMutation = { readonly update_account_mails: { readonly affected_rows: number } | null };

export type WaitingAccountMailsQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingAccountMailsQuery = { readonly account_mails: ReadonlyArray<{ readonly id: string }> };

export type ExchangeApiKeyQueryVariables = Exact<{
  key: string;
}>;


export type ExchangeApiKeyQuery = { readonly exchangeApiKey: { readonly accessToken: string, readonly accessTokenExpiresAt: string } };

export type OwnApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnApiKeysQuery = { readonly api_keys: ReadonlyArray<{ readonly id: string, readonly name: string, readonly hint: string, readonly scopes: ReadonlyArray<string>, readonly created_at: string, readonly expires_at: string, readonly last_used_at: string | null, readonly revoked_at: string | null, readonly user: { readonly email: string } | null }> };

export type MakeApiKeyMutationVariables = Exact<{
  name: string;
  scopes: ReadonlyArray<string> | string;
  expiresInDays?: number | null | undefined;
  requestId: string;
}>;


export type MakeApiKeyMutation = { readonly createApiKey: { readonly apiKeyId: string, readonly key: string, readonly expiresAt: string } };

export type EndApiKeyMutationVariables = Exact<{
  apiKeyId: string;
  requestId: string;
}>;


export type EndApiKeyMutation = { readonly revokeApiKey: { readonly apiKeyId: string } };

export type MembersQueryVariables = Exact<{
  organizationId: string;
}>;


export type MembersQuery = { readonly organization_members: ReadonlyArray<{ readonly role: member_roles_enum, readonly created_at: string, readonly user: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean } }> };

export type SendInvitationMutationVariables = Exact<{
  email: string;
  role: string;
  requestId: string;
}>;


export type SendInvitationMutation = { readonly inviteMember: { readonly invitationId: string, readonly token: string, readonly expiresAt: string } };

export type JoinOrganizationMutationVariables = Exact<{
  token: string;
  name?: string | null | undefined;
  password?: string | null | undefined;
  requestId: string;
}>;


export type JoinOrganizationMutation = { readonly acceptInvitation: { readonly organizationId: string, readonly role: string } };

export type SetMemberRoleMutationVariables = Exact<{
  organizationId: string;
  userId: string;
  role: member_roles_enum;
}>;


export type SetMemberRoleMutation = { readonly update_organization_members_by_pk: { readonly role: member_roles_enum } | null };

export type RemoveMemberMutationVariables = Exact<{
  organizationId: string;
  userId: string;
}>;


export type RemoveMemberMutation = { readonly delete_organization_members_by_pk: { readonly user_id: string } | null };

export type SwitchOrganizationMutationVariables = Exact<{
  refreshToken: string;
  organization: string;
  requestId: string;
}>;


export type SwitchOrganizationMutation = { readonly switchOrganization: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly organizationId: string, readonly role: string } };

export type SignOutEverywhereMutationVariables = Exact<{
  requestId: string;
}>;


export type SignOutEverywhereMutation = { readonly signOutEverywhere: { readonly endedTokens: number } };

export type RotateKeysMutationVariables = Exact<{
  revokeOld: boolean;
  requestId: string;
}>;


export type RotateKeysMutation = { readonly rotateSigningKeys: { readonly keyId: string, readonly activeAt: string } };

export type ExchangeSignInCodeMutationVariables = Exact<{
  code: string;
  verifier: string;
  requestId: string;
}>;


export type ExchangeSignInCodeMutation = { readonly exchangeSignInCode: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly refreshToken: string, readonly userId: string, readonly organizationId: string, readonly role: string } };

export type OwnAddressQueryVariables = Exact<{
  userId: string;
}>;


export type OwnAddressQuery = { readonly users_by_pk: { readonly email: string } | null };

export type AnyUserQueryVariables = Exact<{ [key: string]: never; }>;


export type AnyUserQuery = { readonly users: ReadonlyArray<{ readonly id: string }> };

export type MakeFirstAdministratorMutationVariables = Exact<{
  email: string;
  passwordHash: string;
}>;


export type MakeFirstAdministratorMutation = { readonly insert_organizations_one: { readonly id: string } | null };

export type AttentionQueryVariables = Exact<{
  since: string;
  overdue: string;
  expiring: string;
}>;


export type AttentionQuery = { readonly strays: ReadonlyArray<{ readonly kind: stray_kinds_enum, readonly platform: string, readonly name: string, readonly installation: string | null, readonly first_seen_at: string }>, readonly event_dead_letters: ReadonlyArray<{ readonly id: string, readonly consumer: string, readonly event_type: string | null, readonly deliveries: number, readonly created_at: string }>, readonly regions: ReadonlyArray<{ readonly slug: string, readonly status_reason: string | null, readonly updated_at: string }>, readonly clusters: ReadonlyArray<{ readonly slug: string, readonly status: cluster_statuses_enum, readonly status_reason: string | null, readonly failure_reason: string | null, readonly status_changed_at: string, readonly organization: { readonly slug: string } }>, readonly tenant_clusters: ReadonlyArray<{ readonly slug: string, readonly status: tenant_cluster_statuses_enum, readonly failure_reason: string | null, readonly status_changed_at: string, readonly organization: { readonly slug: string } }>, readonly databases: ReadonlyArray<{ readonly slug: string, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly failure_reason: string | null, readonly status_changed_at: string, readonly organization: { readonly slug: string }, readonly project: { readonly slug: string } }>, readonly database_backups: ReadonlyArray<{ readonly failure_reason: string | null, readonly created_at: string, readonly organization: { readonly slug: string }, readonly project: { readonly slug: string }, readonly database: { readonly slug: string } }>, readonly service_instances: ReadonlyArray<{ readonly status_reason: string | null, readonly status_changed_at: string, readonly organization: { readonly slug: string }, readonly project: { readonly slug: string }, readonly service: { readonly slug: string }, readonly environment: { readonly slug: string } }>, readonly service_domains: ReadonlyArray<{ readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly certificate_expires_at: string | null, readonly updated_at: string, readonly organization: { readonly slug: string } }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly status: deployment_statuses_enum, readonly deadline_at: string | null, readonly organization: { readonly slug: string }, readonly project: { readonly slug: string }, readonly service: { readonly slug: string } }>, readonly webhooks: ReadonlyArray<{ readonly name: string, readonly failing_since: string | null, readonly disabled_reason: string | null, readonly updated_at: string, readonly organization: { readonly slug: string }, readonly given_up: { readonly aggregate: { readonly count: number } | null } }>, readonly notification_channels: ReadonlyArray<{ readonly name: string, readonly last_success_at: string | null, readonly last_failure_at: string | null, readonly last_failure_reason: string | null, readonly organization: { readonly slug: string } }>, readonly commit_statuses: ReadonlyArray<{ readonly git_commit: string, readonly failure_reason: string | null, readonly updated_at: string, readonly organization: { readonly slug: string }, readonly project: { readonly slug: string } }> };

export type SessionUserFragment = { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> };

export type EarlierAnonymousRequestQueryVariables = Exact<{
  requestId: string;
}>;


export type EarlierAnonymousRequestQuery = { readonly anonymous_requests_by_pk: { readonly input_hash: string, readonly answer: unknown } | null };

export type BeginAttemptMutationVariables = Exact<{
  id: string;
  accountKey: string;
  address?: string | null | undefined;
}>;


export type BeginAttemptMutation = { readonly insert_sign_in_attempts_one: { readonly id: string } | null };

export type UserForSignInQueryVariables = Exact<{
  email: string;
}>;


export type UserForSignInQuery = { readonly users: ReadonlyArray<{ readonly email_verified_at: string | null, readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly credential: { readonly password_hash: string } | null, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> }> };

export type RefreshTokenForUseQueryVariables = Exact<{
  hash: string;
}>;


export type RefreshTokenForUseQuery = { readonly refresh_tokens: ReadonlyArray<{ readonly id: string, readonly family_id: string, readonly organization_id: string, readonly fingerprint_hash: string | null, readonly replaced_by: string | null, readonly created_at: string, readonly expires_at: string, readonly used_at: string | null, readonly revoked_at: string | null, readonly user: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> } }> };

export type SessionTokenQueryVariables = Exact<{
  id: string;
}>;


export type SessionTokenQuery = { readonly refresh_tokens_by_pk: { readonly id: string, readonly family_id: string, readonly organization_id: string, readonly fingerprint_hash: string | null, readonly created_at: string, readonly expires_at: string, readonly revoked_at: string | null, readonly user: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> } } | null };

export type StartSessionMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  attemptId: string;
  id: string;
  userId: string;
  organizationId: string;
  hash: string;
  fingerprintHash?: string | null | undefined;
  expiresAt: string;
  now: string;
}>;


export type StartSessionMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_refresh_tokens_one: { readonly id: string } | null, readonly update_sign_in_attempts_by_pk: { readonly id: string } | null };

export type RotateRefreshTokenMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  oldId: string;
  id: string;
  familyId: string;
  userId: string;
  organizationId: string;
  hash: string;
  fingerprintHash?: string | null | undefined;
  expiresAt: string;
  now: string;
}>;


export type RotateRefreshTokenMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_refresh_tokens_one: { readonly id: string } | null, readonly used: { readonly affected_rows: number } | null };

export type EndTokenFamilyMutationVariables = Exact<{
  familyId: string;
  now: string;
}>;


export type EndTokenFamilyMutation = { readonly update_refresh_tokens: { readonly affected_rows: number } | null };

export type RefreshTokenForSignOutQueryVariables = Exact<{
  hash: string;
}>;


export type RefreshTokenForSignOutQuery = { readonly refresh_tokens: ReadonlyArray<{ readonly family_id: string, readonly user_id: string, readonly family_aggregate: { readonly aggregate: { readonly count: number } | null } }> };

export type EndSessionMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  familyId: string;
  now: string;
}>;


export type EndSessionMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly update_refresh_tokens: { readonly affected_rows: number } | null };

export type AliveTokensQueryVariables = Exact<{
  userId: string;
}>;


export type AliveTokensQuery = { readonly refresh_tokens_aggregate: { readonly aggregate: { readonly count: number } | null } };

export type EndAllSessionsMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  userId: string;
  now: string;
}>;


export type EndAllSessionsMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_refresh_tokens: { readonly affected_rows: number } | null };

export type SessionToEndQueryVariables = Exact<{
  id: string;
}>;


export type SessionToEndQuery = { readonly sessions_by_pk: { readonly id: string } | null };

export type EndOneSessionMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type EndOneSessionMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_refresh_tokens: { readonly affected_rows: number } | null, readonly update_sessions: { readonly affected_rows: number } | null };

export type AccessEndsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AccessEndsSubscription = { readonly access_ends: ReadonlyArray<{ readonly subject_id: string }> };

export type BacklogQueryVariables = Exact<{
  expiring: string;
}>;


export type BacklogQuery = { readonly builds: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly deployments: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly job_runs: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly database_backups: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly database_restores: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly webhook_deliveries: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly notifications: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly commit_statuses: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly event_outbox: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null }, readonly strays: { readonly aggregate: { readonly count: number } | null }, readonly domains_failed: { readonly aggregate: { readonly count: number } | null }, readonly domains_expiring: { readonly aggregate: { readonly count: number } | null }, readonly event_dead_letters: { readonly aggregate: { readonly count: number, readonly min: { readonly created_at: string | null } | null } | null } };

export type DatabaseLineFragment = { readonly id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly observed_version: string | null, readonly nodes: number, readonly memory_megabytes: number, readonly cpu_millicores: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly failure_step: database_statuses_enum | null, readonly failure_reason: string | null, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly size_bytes: string | null, readonly recoverable_from: string | null, readonly created_at: string, readonly observed_at: string | null, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string } };

export type DatabasesQueryVariables = Exact<{
  project: string;
  database: string;
  environment: string;
}>;


export type DatabasesQuery = { readonly databases: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly observed_version: string | null, readonly nodes: number, readonly memory_megabytes: number, readonly cpu_millicores: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly failure_step: database_statuses_enum | null, readonly failure_reason: string | null, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly size_bytes: string | null, readonly recoverable_from: string | null, readonly created_at: string, readonly observed_at: string | null, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string } }> };

export type DatabaseInfoQueryVariables = Exact<{
  id: string;
}>;


export type DatabaseInfoQuery = { readonly databases_by_pk: { readonly id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly observed_version: string | null, readonly nodes: number, readonly memory_megabytes: number, readonly cpu_millicores: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly failure_step: database_statuses_enum | null, readonly failure_reason: string | null, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly size_bytes: string | null, readonly recoverable_from: string | null, readonly created_at: string, readonly observed_at: string | null, readonly schedules: ReadonlyArray<{ readonly cron: string, readonly retention_days: number, readonly next_run_at: string | null }>, readonly backups: ReadonlyArray<{ readonly id: string, readonly kind: backup_kinds_enum, readonly status: backup_statuses_enum, readonly size_bytes: string | null, readonly consistent_at: string | null, readonly created_at: string, readonly expires_at: string | null, readonly failure_reason: string | null }>, readonly bindings: ReadonlyArray<{ readonly variable: string, readonly service: { readonly slug: string } }>, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string } } | null };

export type WatchDatabaseSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchDatabaseSubscription = { readonly databases_by_pk: { readonly id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly observed_version: string | null, readonly nodes: number, readonly memory_megabytes: number, readonly cpu_millicores: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly failure_step: database_statuses_enum | null, readonly failure_reason: string | null, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly size_bytes: string | null, readonly recoverable_from: string | null, readonly created_at: string, readonly observed_at: string | null, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string } } | null };

export type WatchBackupSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchBackupSubscription = { readonly database_backups_by_pk: { readonly id: string, readonly status: backup_statuses_enum, readonly size_bytes: string | null, readonly failure_reason: string | null } | null };

export type WatchRestoreSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchRestoreSubscription = { readonly database_restores_by_pk: { readonly id: string, readonly status: restore_statuses_enum, readonly failure_reason: string | null } | null };

export type CreateDatabaseMutationVariables = Exact<{
  projectId: string;
  environment?: string | null | undefined;
  slug: string;
  engine?: string | null | undefined;
  version?: string | null | undefined;
  nodes?: number | null | undefined;
  memoryMegabytes?: number | null | undefined;
  pooling?: boolean | null | undefined;
  serviceIds?: ReadonlyArray<string> | string | null | undefined;
  requestId: string;
}>;


export type CreateDatabaseMutation = { readonly provisionDatabase: { readonly databaseId: string } };

export type ResizeDatabaseMutationVariables = Exact<{
  databaseId: string;
  nodes?: number | null | undefined;
  memoryMegabytes?: number | null | undefined;
  storageGigabytes?: number | null | undefined;
  pooling?: boolean | null | undefined;
  requestId: string;
}>;


export type ResizeDatabaseMutation = { readonly scaleDatabase: { readonly databaseId: string } };

export type BackUpDatabaseMutationVariables = Exact<{
  databaseId: string;
  description?: string | null | undefined;
  requestId: string;
}>;


export type BackUpDatabaseMutation = { readonly backupDatabase: { readonly backupId: string } };

export type BringDatabaseBackMutationVariables = Exact<{
  databaseId: string;
  backupId?: string | null | undefined;
  at?: string | null | undefined;
  into?: string | null | undefined;
  requestId: string;
}>;


export type BringDatabaseBackMutation = { readonly restoreDatabase: { readonly restoreId: string, readonly databaseId: string } };

export type RotateCredentialsMutationVariables = Exact<{
  databaseId: string;
  graceMinutes?: number | null | undefined;
  requestId: string;
}>;


export type RotateCredentialsMutation = { readonly rotateDatabaseCredentials: { readonly databaseId: string } };

export type RevealCredentialsMutationVariables = Exact<{
  databaseId: string;
  requestId: string;
}>;


export type RevealCredentialsMutation = { readonly revealDatabaseCredentials: { readonly username: string, readonly password: string, readonly databaseName: string, readonly host: string, readonly port: number, readonly url: string, readonly poolerUrl: string | null } };

export type RemoveDatabaseMutationVariables = Exact<{
  databaseId: string;
  keepBackups?: boolean | null | undefined;
  requestId: string;
}>;


export type RemoveDatabaseMutation = { readonly deleteDatabase: { readonly databaseId: string } };

export type ClustersQueryVariables = Exact<{ [key: string]: never; }>;


export type ClustersQuery = { readonly clusters: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly source: cluster_sources_enum, readonly status: cluster_statuses_enum, readonly status_reason: string | null, readonly kubernetes_version: string | null, readonly region: { readonly slug: string } }>, readonly tenant_clusters: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly status: tenant_cluster_statuses_enum, readonly status_reason: string | null, readonly kubernetes_version: string | null }> };

export type AddClusterMutationVariables = Exact<{
  slug: string;
  region?: string | null | undefined;
  kubeconfig: string;
  requestId: string;
}>;


export type AddClusterMutation = { readonly registerCluster: { readonly clusterId: string } };

export type ResizeClusterMutationVariables = Exact<{
  clusterId: string;
  pool: string;
  quantity: number;
  machineType?: string | null | undefined;
  requestId: string;
}>;


export type ResizeClusterMutation = { readonly scaleCluster: { readonly clusterId: string } };

export type RemoveClusterMutationVariables = Exact<{
  clusterId: string;
  force?: boolean | null | undefined;
  confirm?: string | null | undefined;
  requestId: string;
}>;


export type RemoveClusterMutation = { readonly deleteCluster: { readonly clusterId: string } };

export type AskForKubeconfigMutationVariables = Exact<{
  clusterId?: string | null | undefined;
  tenantClusterId?: string | null | undefined;
  role?: string | null | undefined;
  hours?: number | null | undefined;
  requestId: string;
}>;


export type AskForKubeconfigMutation = { readonly clusterKubeconfig: { readonly grantId: string, readonly kubeconfig: string, readonly expiresAt: string } };

export type ProvisionClusterMutationVariables = Exact<{
  slug: string;
  name?: string | null | undefined;
  region?: string | null | undefined;
  distribution?: string | null | undefined;
  kubernetesVersion: string;
  pools: ReadonlyArray<NodePoolInput> | NodePoolInput;
  requestId: string;
}>;


export type ProvisionClusterMutation = { readonly provisionCluster: { readonly clusterId: string } };

export type AddTenantClusterMutationVariables = Exact<{
  slug: string;
  projectId?: string | null | undefined;
  hostClusterId?: string | null | undefined;
  kubernetesVersion?: string | null | undefined;
  cpuMillicores?: number | null | undefined;
  memoryMegabytes?: number | null | undefined;
  storageGigabytes?: number | null | undefined;
  requestId: string;
}>;


export type AddTenantClusterMutation = { readonly createTenantCluster: { readonly tenantClusterId: string } };

export type RemoveTenantClusterMutationVariables = Exact<{
  tenantClusterId: string;
  requestId: string;
}>;


export type RemoveTenantClusterMutation = { readonly deleteTenantCluster: { readonly tenantClusterId: string } };

export type WatchClusterSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchClusterSubscription = { readonly clusters_by_pk: { readonly status: cluster_statuses_enum, readonly status_reason: string | null, readonly failure_step: cluster_statuses_enum | null, readonly failure_reason: string | null, readonly generation: number, readonly observed_generation: number } | null };

export type WatchTenantClusterSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchTenantClusterSubscription = { readonly tenant_clusters_by_pk: { readonly status: tenant_cluster_statuses_enum, readonly status_reason: string | null, readonly failure_reason: string | null } | null };

export type ClusterPoolsQueryVariables = Exact<{
  id: string;
}>;


export type ClusterPoolsQuery = { readonly node_pools: ReadonlyArray<{ readonly id: string, readonly name: string, readonly machine_type: string, readonly quantity: number, readonly ready_nodes: number, readonly is_control_plane: boolean, readonly is_etcd: boolean, readonly is_worker: boolean }> };

export type RemoveBackupMutationVariables = Exact<{
  backupId: string;
  requestId: string;
}>;


export type RemoveBackupMutation = { readonly deleteBackup: { readonly backupId: string } };

export type RemoveProjectMutationVariables = Exact<{
  projectId: string;
  requestId: string;
}>;


export type RemoveProjectMutation = { readonly deleteProject: { readonly projectId: string } };

export type RemoveServiceMutationVariables = Exact<{
  serviceId: string;
  requestId: string;
}>;


export type RemoveServiceMutation = { readonly deleteService: { readonly serviceId: string } };

export type RemoveEnvironmentMutationVariables = Exact<{
  environmentId: string;
  requestId: string;
}>;


export type RemoveEnvironmentMutation = { readonly deleteEnvironment: { readonly environmentId: string } };

export type EnvironmentsQueryVariables = Exact<{
  project: string;
}>;


export type EnvironmentsQuery = { readonly environments: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly type: environment_types_enum, readonly is_protected: boolean, readonly expires_at: string | null, readonly region: { readonly slug: string, readonly status: region_statuses_enum }, readonly project: { readonly slug: string } }> };

export type CreateEnvironmentMutationVariables = Exact<{
  environment: environments_insert_input;
}>;


export type CreateEnvironmentMutation = { readonly insert_environments_one: { readonly id: string, readonly slug: string, readonly region: { readonly slug: string } } | null };

export type PlaceEnvironmentMutationVariables = Exact<{
  id: string;
  place: environments_set_input;
}>;


export type PlaceEnvironmentMutation = { readonly update_environments_by_pk: { readonly id: string, readonly slug: string, readonly region: { readonly slug: string } } | null };

export type RegionsQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionsQuery = { readonly regions: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly jurisdiction: string, readonly status: region_statuses_enum, readonly status_reason: string | null, readonly updated_at: string, readonly failover_region: { readonly slug: string } | null, readonly environments: ReadonlyArray<{ readonly slug: string, readonly project: { readonly slug: string } }> }> };

export type CreateRegionMutationVariables = Exact<{
  region: regions_insert_input;
}>;


export type CreateRegionMutation = { readonly insert_regions_one: { readonly id: string, readonly slug: string } | null };

export type SetRegionMutationVariables = Exact<{
  slug: string;
  set: regions_set_input;
}>;


export type SetRegionMutation = { readonly update_regions: { readonly returning: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly status: region_statuses_enum }> } | null };

export type CredentialsQueryVariables = Exact<{ [key: string]: never; }>;


export type CredentialsQuery = { readonly registry_credentials: ReadonlyArray<{ readonly id: string, readonly registry: string, readonly username: string, readonly updated_at: string, readonly project: { readonly slug: string } | null }>, readonly git_connections: ReadonlyArray<{ readonly id: string, readonly host: string, readonly path: string, readonly type: git_credential_types_enum, readonly username: string | null, readonly updated_at: string, readonly project: { readonly slug: string } | null }> };

export type GiveRegistryCredentialMutationVariables = Exact<{
  projectId?: string | null | undefined;
  registry: string;
  username: string;
  password: string;
  requestId: string;
}>;


export type GiveRegistryCredentialMutation = { readonly setRegistryCredential: { readonly registryCredentialId: string } };

export type GiveGitConnectionMutationVariables = Exact<{
  projectId?: string | null | undefined;
  host: string;
  path?: string | null | undefined;
  type: string;
  username?: string | null | undefined;
  credential: string;
  requestId: string;
}>;


export type GiveGitConnectionMutation = { readonly setGitConnection: { readonly gitConnectionId: string } };

export type RemoveRegistryCredentialMutationVariables = Exact<{
  registryCredentialId: string;
  requestId: string;
}>;


export type RemoveRegistryCredentialMutation = { readonly deleteRegistryCredential: { readonly registryCredentialId: string } };

export type RemoveGitConnectionMutationVariables = Exact<{
  gitConnectionId: string;
  requestId: string;
}>;


export type RemoveGitConnectionMutation = { readonly deleteGitConnection: { readonly gitConnectionId: string } };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { readonly webhooks: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly event_types: ReadonlyArray<string>, readonly is_enabled: boolean, readonly disabled_reason: string | null, readonly failing_since: string | null, readonly consecutive_failures: number, readonly created_at: string, readonly project: { readonly slug: string } | null }> };

export type AddWebhookMutationVariables = Exact<{
  name: string;
  url: string;
  eventTypes?: ReadonlyArray<string> | string | null | undefined;
  projectId?: string | null | undefined;
  requestId: string;
}>;


export type AddWebhookMutation = { readonly createWebhook: { readonly webhookId: string, readonly secret: string } };

export type SwitchWebhookMutationVariables = Exact<{
  id: string;
  isEnabled: boolean;
}>;


export type SwitchWebhookMutation = { readonly update_webhooks_by_pk: { readonly id: string, readonly is_enabled: boolean } | null };

export type RemoveWebhookMutationVariables = Exact<{
  id: string;
}>;


export type RemoveWebhookMutation = { readonly delete_webhooks_by_pk: { readonly id: string } | null };

export type NewWebhookSecretMutationVariables = Exact<{
  webhookId: string;
  overlapHours?: number | null | undefined;
  requestId: string;
}>;


export type NewWebhookSecretMutation = { readonly rotateWebhookSecret: { readonly secret: string, readonly previousSecretUntil: string } };

export type DeliveriesQueryVariables = Exact<{
  where: webhook_deliveries_bool_exp;
  limit: number;
}>;


export type DeliveriesQuery = { readonly webhook_deliveries: ReadonlyArray<{ readonly id: string, readonly event_id: string, readonly event_type: domain_event_types_enum, readonly status: delivery_statuses_enum, readonly attempts: number, readonly response_status: number | null, readonly failure_reason: string | null, readonly redelivery_of: string | null, readonly created_at: string, readonly finished_at: string | null, readonly next_attempt_at: string | null }> };

export type RedeliverMutationVariables = Exact<{
  deliveryId: string;
  requestId: string;
}>;


export type RedeliverMutation = { readonly redeliverWebhook: { readonly deliveryId: string } };

export type WatchDeliverySubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchDeliverySubscription = { readonly webhook_deliveries_by_pk: { readonly status: delivery_statuses_enum, readonly attempts: number, readonly response_status: number | null, readonly failure_reason: string | null, readonly next_attempt_at: string | null } | null };

export type ChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelsQuery = { readonly notification_channels: ReadonlyArray<{ readonly id: string, readonly name: string, readonly type: channel_types_enum, readonly target_hint: string, readonly recipients: ReadonlyArray<string> | null, readonly event_types: ReadonlyArray<string>, readonly minimum_severity: event_severities_enum, readonly is_enabled: boolean, readonly last_success_at: string | null, readonly last_failure_at: string | null, readonly last_failure_reason: string | null, readonly project: { readonly slug: string } | null }> };

export type AddChannelMutationVariables = Exact<{
  name: string;
  type: string;
  url?: string | null | undefined;
  recipients?: ReadonlyArray<string> | string | null | undefined;
  eventTypes?: ReadonlyArray<string> | string | null | undefined;
  minimumSeverity?: string | null | undefined;
  projectId?: string | null | undefined;
  requestId: string;
}>;


export type AddChannelMutation = { readonly createNotificationChannel: { readonly channelId: string, readonly secret: string | null } };

export type SwitchChannelMutationVariables = Exact<{
  id: string;
  isEnabled: boolean;
}>;


export type SwitchChannelMutation = { readonly update_notification_channels_by_pk: { readonly id: string, readonly is_enabled: boolean } | null };

export type RemoveChannelMutationVariables = Exact<{
  id: string;
}>;


export type RemoveChannelMutation = { readonly delete_notification_channels_by_pk: { readonly id: string } | null };

export type TryChannelMutationVariables = Exact<{
  channelId: string;
  requestId: string;
}>;


export type TryChannelMutation = { readonly testNotificationChannel: { readonly notificationId: string } };

export type WatchNotificationSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchNotificationSubscription = { readonly notifications_by_pk: { readonly status: delivery_statuses_enum, readonly attempts: number, readonly failure_reason: string | null, readonly next_attempt_at: string | null } | null };

export type OwnSessionsQueryVariables = Exact<{
  userId: string;
  now: string;
}>;


export type OwnSessionsQuery = { readonly sessions: ReadonlyArray<{ readonly id: string, readonly is_browser: boolean, readonly client_address: string | null, readonly created_at: string, readonly renewed_at: string, readonly expires_at: string, readonly organization: { readonly slug: string } }> };

export type EndSessionOfMutationVariables = Exact<{
  sessionId: string;
  requestId: string;
}>;


export type EndSessionOfMutation = { readonly endSession: { readonly sessionId: string } };

export type ChangeOwnPasswordMutationVariables = Exact<{
  currentPassword: string;
  newPassword: string;
  requestId: string;
}>;


export type ChangeOwnPasswordMutation = { readonly changePassword: { readonly endedTokens: number } };

export type InvitationsQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitationsQuery = { readonly invitations: ReadonlyArray<{ readonly id: string, readonly email: string, readonly role: member_roles_enum, readonly created_at: string, readonly expires_at: string, readonly accepted_at: string | null, readonly revoked_at: string | null, readonly inviter: { readonly email: string } | null }> };

export type TakeInvitationBackMutationVariables = Exact<{
  invitationId: string;
  requestId: string;
}>;


export type TakeInvitationBackMutation = { readonly revokeInvitation: { readonly invitationId: string } };

export type AuditLogQueryVariables = Exact<{
  where: audit_log_bool_exp;
  limit: number;
}>;


export type AuditLogQuery = { readonly audit_log: ReadonlyArray<{ readonly id: string, readonly created_at: string, readonly operation: string, readonly table_name: string, readonly row_id: string, readonly changed_columns: ReadonlyArray<string>, readonly before: unknown, readonly after: unknown, readonly actor_role: string | null, readonly request_id: string | null, readonly client_address: string | null, readonly actor: { readonly email: string } | null, readonly project: { readonly slug: string } | null }> };

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

export type ServiceLineFragment = { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly address: string | null, readonly environment: { readonly slug: string } }> };

export type ServicesQueryVariables = Exact<{
  project: string;
  service: string;
}>;


export type ServicesQuery = { readonly services: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly address: string | null, readonly environment: { readonly slug: string } }> }> };

export type ServiceByIdQueryVariables = Exact<{
  id: string;
}>;


export type ServiceByIdQuery = { readonly services_by_pk: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly address: string | null, readonly environment: { readonly slug: string } }> } | null };

export type CreateServiceMutationVariables = Exact<{
  projectId: string;
  slug: string;
  name: string;
  type: service_types_enum;
  source?: source_types_enum;
  repository?: string | null | undefined;
  reference: string;
  directory: string;
  image?: string | null | undefined;
  schedule?: string | null | undefined;
  timezone?: string;
}>;


export type CreateServiceMutation = { readonly insert_services_one: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly url: string | null, readonly address: string | null, readonly environment: { readonly slug: string } }> } | null };

export type SetServiceSourceMutationVariables = Exact<{
  id: string;
  repository: string;
  reference: string;
}>;


export type SetServiceSourceMutation = { readonly update_services_by_pk: { readonly id: string } | null };

export type ConfigValuesFragment = { readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null };

export type LatestConfigQueryVariables = Exact<{
  serviceId: string;
}>;


export type LatestConfigQuery = { readonly service_configs: ReadonlyArray<{ readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null }> };

export type CreateConfigMutationVariables = Exact<{
  serviceId: string;
  variables: unknown;
  overrides: unknown;
  buildCommand?: string | null | undefined;
  releaseCommand?: string | null | undefined;
  startCommand?: string | null | undefined;
  port?: number | null | undefined;
  healthPath?: string | null | undefined;
  volumePath?: string | null | undefined;
  volumeGigabytes?: number | null | undefined;
  healthTimeoutSeconds: number;
  stopTimeoutSeconds: number;
  buildTimeoutSeconds: number;
  cpuRequestMillicores?: number | null | undefined;
  cpuLimitMillicores?: number | null | undefined;
  memoryRequestMegabytes?: number | null | undefined;
  memoryLimitMegabytes?: number | null | undefined;
}>;


export type CreateConfigMutation = { readonly insert_service_configs_one: { readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null } | null };

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
  maxReplicas?: number | null | undefined;
  cpuPercent?: number | null | undefined;
  memoryPercent?: number | null | undefined;
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

export type InstanceStateFragment = { readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly max_replicas: number | null, readonly cpu_target_percent: number | null, readonly memory_target_percent: number | null, readonly scaled_replicas: number | null, readonly scaled_reason: string | null, readonly scaled_at: string | null, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly address: string | null, readonly volume_gigabytes: number | null, readonly environment: { readonly slug: string, readonly region: { readonly slug: string, readonly status: region_statuses_enum, readonly status_reason: string | null, readonly updated_at: string, readonly failover_region: { readonly slug: string } | null } }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly domains: ReadonlyArray<{ readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> };

export type InstancesQueryVariables = Exact<{
  project: string;
  service: string;
  environment: string;
}>;


export type InstancesQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly max_replicas: number | null, readonly cpu_target_percent: number | null, readonly memory_target_percent: number | null, readonly scaled_replicas: number | null, readonly scaled_reason: string | null, readonly scaled_at: string | null, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly address: string | null, readonly volume_gigabytes: number | null, readonly environment: { readonly slug: string, readonly region: { readonly slug: string, readonly status: region_statuses_enum, readonly status_reason: string | null, readonly updated_at: string, readonly failover_region: { readonly slug: string } | null } }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly domains: ReadonlyArray<{ readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> }> };

export type WatchInstancesSubscriptionVariables = Exact<{
  project: string;
  service: string;
  environment: string;
}>;


export type WatchInstancesSubscription = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly max_replicas: number | null, readonly cpu_target_percent: number | null, readonly memory_target_percent: number | null, readonly scaled_replicas: number | null, readonly scaled_reason: string | null, readonly scaled_at: string | null, readonly ready_replicas: number, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly status_changed_at: string, readonly observed_at: string | null, readonly url: string | null, readonly address: string | null, readonly volume_gigabytes: number | null, readonly environment: { readonly slug: string, readonly region: { readonly slug: string, readonly status: region_statuses_enum, readonly status_reason: string | null, readonly updated_at: string, readonly failover_region: { readonly slug: string } | null } }, readonly service: { readonly slug: string, readonly type: service_types_enum, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly revision: number, readonly build: { readonly git_commit: string | null } | null } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null }>, readonly domains: ReadonlyArray<{ readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null }>, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null }> }> };

export type LogTextFragment = { readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string };

export type LastBuildLinesQueryVariables = Exact<{
  buildId: string;
  limit: number;
}>;


export type LastBuildLinesQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type BuildLinesAfterQueryVariables = Exact<{
  buildId: string;
  after: string;
  limit: number;
}>;


export type BuildLinesAfterQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

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

export type ApproveDeploymentOfMutationVariables = Exact<{
  deploymentId: string;
  comment?: string | null | undefined;
  requestId: string;
}>;


export type ApproveDeploymentOfMutation = { readonly approveDeployment: { readonly deploymentId: string } };

export type RejectDeploymentOfMutationVariables = Exact<{
  deploymentId: string;
  comment?: string | null | undefined;
  requestId: string;
}>;


export type RejectDeploymentOfMutation = { readonly rejectDeployment: { readonly deploymentId: string } };

export type PromoteDeploymentOfMutationVariables = Exact<{
  deploymentId: string;
  environment: string;
  reason?: string | null | undefined;
  requestId: string;
}>;


export type PromoteDeploymentOfMutation = { readonly promoteDeployment: { readonly deploymentId: string } };

export type RunJobOfMutationVariables = Exact<{
  serviceId: string;
  environment?: string | null | undefined;
  command?: string | null | undefined;
  requestId: string;
}>;


export type RunJobOfMutation = { readonly runJob: { readonly jobRunId: string } };

export type JobRunsQueryVariables = Exact<{
  serviceId: string;
  environment: string;
  limit: number;
}>;


export type JobRunsQuery = { readonly job_runs: ReadonlyArray<{ readonly id: string, readonly trigger: job_triggers_enum, readonly scheduled_for: string | null, readonly command: string | null, readonly status: job_run_statuses_enum, readonly exit_code: number | null, readonly status_reason: string | null, readonly failure_reason: string | null, readonly created_at: string, readonly started_at: string | null, readonly finished_at: string | null }> };

export type WatchJobRunSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchJobRunSubscription = { readonly job_runs_by_pk: { readonly id: string, readonly status: job_run_statuses_enum, readonly exit_code: number | null, readonly failure_reason: string | null } | null };

export type FollowJobLinesSubscriptionVariables = Exact<{
  jobRunId: string;
  after: string;
}>;


export type FollowJobLinesSubscription = { readonly log_lines_stream: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type JobLinesAfterQueryVariables = Exact<{
  jobRunId: string;
  after: string;
}>;


export type JobLinesAfterQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly logged_at: string, readonly stream: log_streams_enum, readonly replica: number | null, readonly line: string }> };

export type ConfigVersionsQueryVariables = Exact<{
  serviceId: string;
  limit: number;
}>;


export type ConfigVersionsQuery = { readonly service_configs: ReadonlyArray<{ readonly created_at: string, readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null, readonly author: { readonly email: string } | null }> };

export type ConfigVersionQueryVariables = Exact<{
  serviceId: string;
  version: number;
}>;


export type ConfigVersionQuery = { readonly service_configs: ReadonlyArray<{ readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null }> };

export type SearchLogsQueryVariables = Exact<{
  serviceId: string;
  text?: string | null | undefined;
  from?: string | null | undefined;
  limit?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type SearchLogsQuery = { readonly searchLogs: { readonly next: string | null, readonly lines: ReadonlyArray<{ readonly id: string, readonly loggedAt: string, readonly stream: string, readonly replica: number | null, readonly line: string }> } };

export type ClusterToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type ClusterToReconcileQuery = { readonly clusters_by_pk: { readonly id: string, readonly organization_id: string, readonly slug: string, readonly source: cluster_sources_enum, readonly distribution: cluster_distributions_enum, readonly kubernetes_version: string | null, readonly generation: number, readonly status: cluster_statuses_enum, readonly api_server_url: string | null, readonly sealed_kubeconfig: string | null, readonly observed_version: string | null, readonly deadline_at: string | null, readonly given_up_at: string | null, readonly tenant_clusters: ReadonlyArray<{ readonly id: string }>, readonly region: { readonly slug: string }, readonly node_pools: ReadonlyArray<{ readonly id: string, readonly name: string, readonly quantity: number, readonly is_control_plane: boolean, readonly is_etcd: boolean, readonly is_worker: boolean, readonly machine_type: string, readonly labels: unknown, readonly ready_nodes: number, readonly observed_quantity: number }> } | null };

export type MoveClusterMutationVariables = Exact<{
  id: string;
  from: cluster_statuses_enum;
  set: clusters_set_input;
}>;


export type MoveClusterMutation = { readonly update_clusters: { readonly affected_rows: number } | null };

export type NoteNodePoolMutationVariables = Exact<{
  id: string;
  set: node_pools_set_input;
}>;


export type NoteNodePoolMutation = { readonly update_node_pools_by_pk: { readonly id: string } | null };

export type TenantClusterToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type TenantClusterToReconcileQuery = { readonly tenant_clusters_by_pk: { readonly id: string, readonly organization_id: string, readonly project_id: string | null, readonly slug: string, readonly namespace: string, readonly kubernetes_version: string | null, readonly cpu_millicores: number, readonly memory_megabytes: number, readonly storage_gigabytes: number, readonly generation: number, readonly status: tenant_cluster_statuses_enum, readonly api_server_url: string | null, readonly deadline_at: string | null, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null, readonly given_up_at: string | null } } | null };

export type TenantEnvironmentsQueryVariables = Exact<{
  id: string;
}>;


export type TenantEnvironmentsQuery = { readonly environments: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly namespace: string | null, readonly project: { readonly slug: string } }> };

export type MoveTenantClusterMutationVariables = Exact<{
  id: string;
  from: tenant_cluster_statuses_enum;
  set: tenant_clusters_set_input;
}>;


export type MoveTenantClusterMutation = { readonly update_tenant_clusters: { readonly affected_rows: number } | null };

export type OpenClusterWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenClusterWorkQuery = { readonly clusters: ReadonlyArray<{ readonly id: string }>, readonly tenant_clusters: ReadonlyArray<{ readonly id: string }> };

export type OverdueClusterWorkQueryVariables = Exact<{
  now: string;
}>;


export type OverdueClusterWorkQuery = { readonly clusters: ReadonlyArray<{ readonly id: string, readonly status: cluster_statuses_enum }>, readonly tenant_clusters: ReadonlyArray<{ readonly id: string, readonly status: tenant_cluster_statuses_enum }>, readonly kubeconfig_grants: ReadonlyArray<{ readonly id: string, readonly external_id: string | null, readonly cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null, readonly status: cluster_statuses_enum } | null, readonly tenant_cluster: { readonly id: string, readonly namespace: string, readonly status: tenant_cluster_statuses_enum, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } } | null }> };

export type LivingGrantsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type LivingGrantsQuery = { readonly kubeconfig_grants: ReadonlyArray<{ readonly id: string }> };

export type GiveUpGrantsMutationVariables = Exact<{
  before: string;
  now: string;
}>;


export type GiveUpGrantsMutation = { readonly update_kubeconfig_grants: { readonly affected_rows: number } | null };

export type ForgetGrantMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type ForgetGrantMutation = { readonly update_kubeconfig_grants_by_pk: { readonly id: string } | null };

export type RegionForClusterQueryVariables = Exact<{
  region: string;
}>;


export type RegionForClusterQuery = { readonly regions: ReadonlyArray<{ readonly id: string, readonly status: region_statuses_enum }> };

export type MakeClusterMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  cluster: clusters_insert_input;
  pools: ReadonlyArray<node_pools_insert_input> | node_pools_insert_input;
}>;


export type MakeClusterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_clusters_one: { readonly id: string } | null, readonly insert_node_pools: { readonly affected_rows: number } | null };

export type ClusterForCommandQueryVariables = Exact<{
  clusterId: string;
}>;


export type ClusterForCommandQuery = { readonly clusters_by_pk: { readonly id: string, readonly source: cluster_sources_enum, readonly status: cluster_statuses_enum, readonly slug: string } | null };

export type ClusterForAccessQueryVariables = Exact<{
  clusterId: string;
}>;


export type ClusterForAccessQuery = { readonly clusters_by_pk: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null, readonly node_pools: ReadonlyArray<{ readonly id: string, readonly name: string, readonly is_control_plane: boolean, readonly is_etcd: boolean, readonly is_worker: boolean, readonly machine_type: string }> } | null };

export type ScaleNodePoolMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  clusterId: string;
  set: clusters_set_input;
  pools: ReadonlyArray<node_pools_insert_input> | node_pools_insert_input;
  removed: ReadonlyArray<string> | string;
}>;


export type ScaleNodePoolMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_node_pools: { readonly affected_rows: number } | null, readonly delete_node_pools: { readonly affected_rows: number } | null, readonly update_clusters: { readonly affected_rows: number } | null };

export type EnvironmentInUseFragment = { readonly slug: string, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly service: { readonly slug: string } }> };

export type UsesOfPlaceQueryVariables = Exact<{
  where: environments_bool_exp;
}>;


export type UsesOfPlaceQuery = { readonly environments: ReadonlyArray<{ readonly slug: string, readonly project: { readonly slug: string }, readonly instances: ReadonlyArray<{ readonly service: { readonly slug: string } }> }> };

export type TenantsInClusterQueryVariables = Exact<{
  id: string;
}>;


export type TenantsInClusterQuery = { readonly tenant_clusters: ReadonlyArray<{ readonly slug: string }> };

export type DeleteClusterMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type DeleteClusterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_clusters: { readonly affected_rows: number } | null };

export type GiveUpClusterMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type GiveUpClusterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_clusters: { readonly affected_rows: number } | null };

export type SharedHostClustersQueryVariables = Exact<{ [key: string]: never; }>;


export type SharedHostClustersQuery = { readonly clusters: ReadonlyArray<{ readonly id: string }> };

export type MakeTenantClusterMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  tenant: tenant_clusters_insert_input;
}>;


export type MakeTenantClusterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_tenant_clusters_one: { readonly id: string } | null };

export type TenantClusterForCommandQueryVariables = Exact<{
  tenantClusterId: string;
}>;


export type TenantClusterForCommandQuery = { readonly tenant_clusters_by_pk: { readonly id: string, readonly status: tenant_cluster_statuses_enum } | null };

export type TenantClusterForAccessQueryVariables = Exact<{
  tenantClusterId: string;
}>;


export type TenantClusterForAccessQuery = { readonly tenant_clusters_by_pk: { readonly id: string, readonly namespace: string, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } } | null };

export type DeleteTenantClusterMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type DeleteTenantClusterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_tenant_clusters: { readonly affected_rows: number } | null };

export type GrantKubeconfigMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  grant: kubeconfig_grants_insert_input;
}>;


export type GrantKubeconfigMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_kubeconfig_grants_one: { readonly id: string } | null };

export type GrantToIssueQueryVariables = Exact<{
  id: string;
}>;


export type GrantToIssueQuery = { readonly kubeconfig_grants_by_pk: { readonly id: string, readonly organization_id: string, readonly role: kubeconfig_roles_enum, readonly expires_at: string, readonly revoked_at: string | null, readonly ended_at: string | null, readonly sealed_kubeconfig: string | null, readonly user: { readonly id: string, readonly email: string } } | null };

export type ClaimGrantMutationVariables = Exact<{
  id: string;
  now: string;
  until: string;
}>;


export type ClaimGrantMutation = { readonly update_kubeconfig_grants: { readonly affected_rows: number } | null };

export type KeepKubeconfigMutationVariables = Exact<{
  id: string;
  claim: string;
  set: kubeconfig_grants_set_input;
}>;


export type KeepKubeconfigMutation = { readonly update_kubeconfig_grants: { readonly affected_rows: number } | null };

export type RowsOfStraysQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  kind: stray_kinds_enum;
  platform: string;
}>;


export type RowsOfStraysQuery = { readonly databases: ReadonlyArray<{ readonly id: string }>, readonly clusters: ReadonlyArray<{ readonly id: string }>, readonly tenant_clusters: ReadonlyArray<{ readonly id: string }>, readonly strays: ReadonlyArray<{ readonly thing_id: string }> };

export type NoteStraysMutationVariables = Exact<{
  strays: ReadonlyArray<strays_insert_input> | strays_insert_input;
  kind: stray_kinds_enum;
  platform: string;
  gone: ReadonlyArray<string> | string;
  now: string;
}>;


export type NoteStraysMutation = { readonly insert_strays: { readonly affected_rows: number } | null, readonly update_strays: { readonly affected_rows: number } | null };

export type StraysQueryVariables = Exact<{
  where: strays_bool_exp;
}>;


export type StraysQuery = { readonly strays: ReadonlyArray<{ readonly kind: stray_kinds_enum, readonly platform: string, readonly thing_id: string, readonly name: string, readonly installation: string | null, readonly first_seen_at: string, readonly last_seen_at: string, readonly gone_at: string | null }> };

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


export type ServiceForDeploymentQuery = { readonly services_by_pk: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_reference: string, readonly image: string | null, readonly project: { readonly environments: ReadonlyArray<{ readonly id: string, readonly is_protected: boolean, readonly required_approvals: number }> }, readonly builds: ReadonlyArray<{ readonly id: string, readonly status: build_statuses_enum, readonly git_reference: string, readonly artifact_removed_at: string | null }>, readonly configs: ReadonlyArray<{ readonly id: string, readonly overrides: unknown }> } | null };

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


export type ReadinessOfServiceQuery = { readonly services_by_pk: { readonly id: string, readonly type: service_types_enum, readonly instances: ReadonlyArray<{ readonly id: string, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly ready_replicas: number, readonly observed_at: string | null, readonly domains: ReadonlyArray<{ readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly failure_reason: string | null, readonly deadline_at: string | null, readonly image: string | null, readonly image_digest: string | null, readonly build_id: string | null, readonly policy_decisions: ReadonlyArray<{ readonly violations: unknown }>, readonly build: { readonly status: build_statuses_enum, readonly step: build_steps_enum | null } | null }> }> } | null };

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

export type ProjectForDeletionQueryVariables = Exact<{
  projectId: string;
}>;


export type ProjectForDeletionQuery = { readonly projects_by_pk: { readonly id: string } | null };

export type ServiceForDeletionQueryVariables = Exact<{
  serviceId: string;
}>;


export type ServiceForDeletionQuery = { readonly services_by_pk: { readonly id: string, readonly instances: ReadonlyArray<{ readonly environment: { readonly is_protected: boolean } }> } | null };

export type EnvironmentForDeletionQueryVariables = Exact<{
  environmentId: string;
}>;


export type EnvironmentForDeletionQuery = { readonly environments_by_pk: { readonly id: string, readonly type: environment_types_enum, readonly is_protected: boolean } | null };

export type DeleteProjectMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type DeleteProjectMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_projects: { readonly affected_rows: number } | null };

export type DeleteServiceMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type DeleteServiceMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_services: { readonly affected_rows: number } | null };

export type DeleteEnvironmentMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type DeleteEnvironmentMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_environments: { readonly affected_rows: number } | null };

export type ServiceForJobQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type ServiceForJobQuery = { readonly services_by_pk: { readonly id: string, readonly type: service_types_enum, readonly instances: ReadonlyArray<{ readonly id: string, readonly current_deployment_id: string | null, readonly environment: { readonly is_protected: boolean } }> } | null };

export type QueueJobRunMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  run: job_runs_insert_input;
}>;


export type QueueJobRunMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_job_runs_one: { readonly id: string } | null };

export type JobRunForCancelQueryVariables = Exact<{
  jobRunId: string;
}>;


export type JobRunForCancelQuery = { readonly job_runs_by_pk: { readonly id: string, readonly status: job_run_statuses_enum, readonly environment: { readonly is_protected: boolean } } | null };

export type CancelJobRunMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
  deadlineAt: string;
}>;


export type CancelJobRunMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly waiting: { readonly affected_rows: number } | null, readonly underWay: { readonly affected_rows: number } | null };

export type CommitStatusToReportQueryVariables = Exact<{
  id: string;
}>;


export type CommitStatusToReportQuery = { readonly commit_statuses_by_pk: { readonly id: string, readonly organization_id: string, readonly project_id: string, readonly git_repository: string, readonly git_commit: string, readonly state: commit_states_enum, readonly reported_state: commit_states_enum | null, readonly is_open: boolean, readonly attempts: number, readonly next_attempt_at: string, readonly project: { readonly slug: string }, readonly build: { readonly failure_step: build_steps_enum | null, readonly service: { readonly slug: string } } | null, readonly deployment: { readonly revision: number, readonly status: deployment_statuses_enum, readonly failure_step: deployment_statuses_enum | null, readonly service: { readonly slug: string }, readonly environment: { readonly slug: string }, readonly instance: { readonly url: string | null, readonly deployments: ReadonlyArray<{ readonly revision: number, readonly build: { readonly git_commit: string | null } | null }> } } | null } | null };

export type BeginCommitStatusMutationVariables = Exact<{
  id: string;
  state: commit_states_enum;
  attempts: number;
  next: string;
}>;


export type BeginCommitStatusMutation = { readonly update_commit_statuses: { readonly affected_rows: number } | null };

export type EndCommitStatusMutationVariables = Exact<{
  id: string;
  state: commit_states_enum;
  set: commit_statuses_set_input;
}>;


export type EndCommitStatusMutation = { readonly update_commit_statuses: { readonly affected_rows: number } | null };

export type ConfigStateQueryVariables = Exact<{
  projects: ReadonlyArray<string> | string;
}>;


export type ConfigStateQuery = { readonly projects: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly description: string, readonly labels: unknown, readonly variables: unknown, readonly updated_at: string, readonly deleting_at: string | null, readonly team: { readonly slug: string } | null, readonly environments: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly type: environment_types_enum, readonly is_protected: boolean, readonly required_approvals: number, readonly allows_self_approval: boolean, readonly approval_timeout_hours: number, readonly namespace: string | null, readonly updated_at: string, readonly deleting_at: string | null, readonly cluster: { readonly slug: string } | null }>, readonly databases: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly version: string | null, readonly nodes: number, readonly cpu_millicores: number, readonly memory_megabytes: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly status: database_statuses_enum, readonly environment: { readonly slug: string }, readonly schedules: ReadonlyArray<{ readonly cron: string, readonly retention_days: number }>, readonly bindings: ReadonlyArray<{ readonly id: string, readonly service_id: string, readonly variable: string, readonly use_pooler: boolean }> }>, readonly services: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly type: service_types_enum, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_reference: string, readonly git_directory: string, readonly image: string | null, readonly schedule: string | null, readonly schedule_timezone: string, readonly concurrency_policy: concurrency_policies_enum, readonly starting_deadline_seconds: number, readonly job_timeout_seconds: number, readonly updated_at: string, readonly deleting_at: string | null, readonly configs: ReadonlyArray<{ readonly version: number, readonly variables: unknown, readonly overrides: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly build_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null }>, readonly instances: ReadonlyArray<{ readonly id: string, readonly desired_replicas: number, readonly max_replicas: number | null, readonly cpu_target_percent: number | null, readonly memory_target_percent: number | null, readonly volume_gigabytes: number | null, readonly environment: { readonly slug: string, readonly is_protected: boolean }, readonly domains: ReadonlyArray<{ readonly id: string, readonly hostname: string, readonly verification_token: string }> }> }> }>, readonly teams: ReadonlyArray<{ readonly id: string, readonly slug: string }>, readonly clusters: ReadonlyArray<{ readonly id: string, readonly slug: string }>, readonly regions: ReadonlyArray<{ readonly id: string, readonly status: region_statuses_enum }> };

export type ProjectSlugsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectSlugsQuery = { readonly projects: ReadonlyArray<{ readonly slug: string }> };

export type ApplyConfigMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  application: config_applications_insert_input;
  newProjects: ReadonlyArray<projects_insert_input> | projects_insert_input;
  projects: ReadonlyArray<projects_updates> | projects_updates;
  newProductions: ReadonlyArray<environments_updates> | environments_updates;
  newEnvironments: ReadonlyArray<environments_insert_input> | environments_insert_input;
  environments: ReadonlyArray<environments_updates> | environments_updates;
  newServices: ReadonlyArray<services_insert_input> | services_insert_input;
  services: ReadonlyArray<services_updates> | services_updates;
  configs: ReadonlyArray<service_configs_insert_input> | service_configs_insert_input;
  loosened: ReadonlyArray<service_instances_updates> | service_instances_updates;
  instances: ReadonlyArray<service_instances_insert_input> | service_instances_insert_input;
  goneDomains: ReadonlyArray<string> | string;
  domains: ReadonlyArray<service_domains_insert_input> | service_domains_insert_input;
  newDatabases: ReadonlyArray<databases_insert_input> | databases_insert_input;
  credentials: ReadonlyArray<database_credentials_insert_input> | database_credentials_insert_input;
  databases: ReadonlyArray<databases_updates> | databases_updates;
  schedules: ReadonlyArray<backup_schedules_insert_input> | backup_schedules_insert_input;
  bindings: ReadonlyArray<database_bindings_insert_input> | database_bindings_insert_input;
  goneBindings: ReadonlyArray<string> | string;
  goneDatabases: ReadonlyArray<string> | string;
  databasesDeadlineAt: string;
  goneServices: ReadonlyArray<string> | string;
  goneEnvironments: ReadonlyArray<string> | string;
  now: string;
}>;


export type ApplyConfigMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_config_applications_one: { readonly id: string } | null, readonly insert_projects: { readonly affected_rows: number } | null, readonly update_projects_many: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly newProductions: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly insert_environments: { readonly affected_rows: number } | null, readonly update_environments_many: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly insert_services: { readonly affected_rows: number } | null, readonly update_services_many: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly insert_databases: { readonly affected_rows: number } | null, readonly insert_database_credentials: { readonly affected_rows: number } | null, readonly update_databases_many: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly insert_backup_schedules: { readonly affected_rows: number } | null, readonly delete_database_bindings: { readonly affected_rows: number } | null, readonly insert_database_bindings: { readonly affected_rows: number } | null, readonly gone_databases: { readonly affected_rows: number } | null, readonly loosened: ReadonlyArray<{ readonly affected_rows: number } | null> | null, readonly insert_service_configs: { readonly affected_rows: number } | null, readonly insert_service_instances: { readonly affected_rows: number } | null, readonly delete_service_domains: { readonly affected_rows: number } | null, readonly insert_service_domains: { readonly affected_rows: number } | null, readonly goneServices: { readonly affected_rows: number } | null, readonly goneEnvironments: { readonly affected_rows: number } | null };

export type PlanConfigFileQueryVariables = Exact<{
  file: string;
}>;


export type PlanConfigFileQuery = { readonly planConfig: { readonly stateVersion: string, readonly creates: number, readonly updates: number, readonly deletes: number, readonly changes: ReadonlyArray<{ readonly action: string, readonly kind: string, readonly path: string, readonly destructive: boolean, readonly fields: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }> } };

export type ApplyConfigFileMutationVariables = Exact<{
  file: string;
  stateVersion: string;
  allowDeletions: boolean;
  requestId: string;
}>;


export type ApplyConfigFileMutation = { readonly applyConfig: { readonly applicationId: string, readonly creates: number, readonly updates: number, readonly deletes: number, readonly serviceIds: ReadonlyArray<string> } };

export type ExportConfigFileQueryVariables = Exact<{
  projects?: ReadonlyArray<string> | string | null | undefined;
}>;


export type ExportConfigFileQuery = { readonly exportConfig: { readonly file: string } };

export type VariablesOfProjectQueryVariables = Exact<{
  projectId: string;
  environmentId: string;
}>;


export type VariablesOfProjectQuery = { readonly projects_by_pk: { readonly id: string, readonly variables: unknown, readonly services: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly configs: ReadonlyArray<{ readonly variables: unknown, readonly overrides: unknown }>, readonly instances: ReadonlyArray<{ readonly subdomain: string, readonly address: string | null }> }>, readonly databases: ReadonlyArray<{ readonly slug: string, readonly host: string | null, readonly port: number | null, readonly database_name: string }> } | null };

export type ReserveAddressMutationVariables = Exact<{
  serviceId: string;
  environmentId: string;
}>;


export type ReserveAddressMutation = { readonly insert_service_instances_one: { readonly id: string } | null };

export type NoteDeploymentVariablesMutationVariables = Exact<{
  id: string;
  variables: unknown;
}>;


export type NoteDeploymentVariablesMutation = { readonly update_deployments: { readonly affected_rows: number } | null };

export type TemplateToApplyQueryVariables = Exact<{
  id: string;
}>;


export type TemplateToApplyQuery = { readonly templates_by_pk: { readonly slug: string, readonly manifest: unknown } | null };

export type TemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type TemplatesQuery = { readonly templates: ReadonlyArray<{ readonly id: string, readonly organization_id: string | null, readonly slug: string, readonly name: string, readonly description: string, readonly category: string }> };

export type ApplyTemplateMutationVariables = Exact<{
  templateId: string;
  project?: string | null | undefined;
  name?: string | null | undefined;
  requestId: string;
}>;


export type ApplyTemplateMutation = { readonly applyTemplate: { readonly projectId: string, readonly serviceIds: ReadonlyArray<string>, readonly project: { readonly slug: string } | null } };

export type WriteGitConnectionMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  organizationId: string;
  projectId?: string | null | undefined;
  host: string;
  path: string;
  type: git_credential_types_enum;
  username?: string | null | undefined;
  valueId: string;
  store: string;
  sealed: string;
  keyId?: string | null | undefined;
}>;


export type WriteGitConnectionMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_git_connections_one: { readonly id: string } | null };

export type WriteRegistryCredentialMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  organizationId: string;
  projectId?: string | null | undefined;
  registry: string;
  username: string;
  valueId: string;
  store: string;
  sealed: string;
  keyId?: string | null | undefined;
}>;


export type WriteRegistryCredentialMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_registry_credentials_one: { readonly id: string } | null };

export type CredentialPlaceQueryVariables = Exact<{
  id: string;
}>;


export type CredentialPlaceQuery = { readonly git_connections_by_pk: { readonly project_id: string | null } | null, readonly registry_credentials_by_pk: { readonly project_id: string | null } | null };

export type RemoveCredentialMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
}>;


export type RemoveCredentialMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly delete_git_connections_by_pk: { readonly id: string } | null, readonly delete_registry_credentials_by_pk: { readonly id: string } | null };

export type GitConnectionsQueryVariables = Exact<{
  organizationId: string;
  projectId: string;
}>;


export type GitConnectionsQuery = { readonly git_connections: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly project_id: string | null, readonly target_id: string, readonly host: string, readonly path: string, readonly type: git_credential_types_enum, readonly username: string | null, readonly value_id: string, readonly store: string, readonly sealed: string }> };

export type RegistryCredentialsQueryVariables = Exact<{
  organizationId: string;
  projectId: string;
  registry: string;
}>;


export type RegistryCredentialsQuery = { readonly registry_credentials: ReadonlyArray<{ readonly organization_id: string, readonly project_id: string | null, readonly target_id: string, readonly username: string, readonly value_id: string, readonly store: string, readonly sealed: string }> };

export type SetGitConnectionMutationVariables = Exact<{
  projectId: string;
  host: string;
  path?: string | null | undefined;
  type: string;
  username?: string | null | undefined;
  credential: string;
  requestId: string;
}>;


export type SetGitConnectionMutation = { readonly setGitConnection: { readonly gitConnectionId: string } };

export type ServicesWithCredentialsQueryVariables = Exact<{ [key: string]: never; }>;


export type ServicesWithCredentialsQuery = { readonly services: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly project_id: string, readonly git_repository: string | null }> };

export type SplitAddressMutationVariables = Exact<{
  serviceId: string;
  before: string;
  clean: string;
  organizationId: string;
  projectId: string;
  host: string;
  path: string;
  type: git_credential_types_enum;
  username?: string | null | undefined;
  valueId: string;
  store: string;
  sealed: string;
  keyId?: string | null | undefined;
}>;


export type SplitAddressMutation = { readonly insert_git_connections_one: { readonly id: string } | null, readonly update_builds: { readonly affected_rows: number } | null, readonly update_services: { readonly affected_rows: number } | null };

export type ProjectForDatabaseQueryVariables = Exact<{
  projectId: string;
  environment: string;
  region: string;
  services: ReadonlyArray<string> | string;
}>;


export type ProjectForDatabaseQuery = { readonly projects_by_pk: { readonly id: string, readonly environments: ReadonlyArray<{ readonly id: string, readonly is_protected: boolean }>, readonly services: ReadonlyArray<{ readonly id: string }> } | null, readonly regions: ReadonlyArray<{ readonly id: string, readonly status: region_statuses_enum }> };

export type ProvisionDatabaseMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  database: databases_insert_input;
  credentials: database_credentials_insert_input;
  schedules: ReadonlyArray<backup_schedules_insert_input> | backup_schedules_insert_input;
  bindings: ReadonlyArray<database_bindings_insert_input> | database_bindings_insert_input;
  restores: ReadonlyArray<database_restores_insert_input> | database_restores_insert_input;
}>;


export type ProvisionDatabaseMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_databases_one: { readonly id: string } | null, readonly insert_database_credentials_one: { readonly id: string } | null, readonly insert_backup_schedules: { readonly affected_rows: number } | null, readonly insert_database_bindings: { readonly affected_rows: number } | null, readonly insert_database_restores: { readonly affected_rows: number } | null };

export type CommandedDatabaseFragment = { readonly id: string, readonly organization_id: string, readonly project_id: string, readonly environment_id: string, readonly region_id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly version: string | null, readonly nodes: number, readonly cpu_millicores: number, readonly memory_megabytes: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly database_name: string, readonly status: database_statuses_enum, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly recoverable_from: string | null, readonly created_by: string | null, readonly region: { readonly slug: string }, readonly environment: { readonly slug: string, readonly is_protected: boolean } };

export type DatabaseForCommandQueryVariables = Exact<{
  databaseId: string;
}>;


export type DatabaseForCommandQuery = { readonly databases_by_pk: { readonly id: string, readonly organization_id: string, readonly project_id: string, readonly environment_id: string, readonly region_id: string, readonly slug: string, readonly name: string, readonly engine: database_engines_enum, readonly version: string | null, readonly nodes: number, readonly cpu_millicores: number, readonly memory_megabytes: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly database_name: string, readonly status: database_statuses_enum, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly recoverable_from: string | null, readonly created_by: string | null, readonly region: { readonly slug: string }, readonly environment: { readonly slug: string, readonly is_protected: boolean } } | null };

export type ChangeDatabaseMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  from: ReadonlyArray<database_statuses_enum> | database_statuses_enum;
  set: databases_set_input;
}>;


export type ChangeDatabaseMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_databases: { readonly affected_rows: number } | null };

export type QueueBackupMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  backup: database_backups_insert_input;
}>;


export type QueueBackupMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_database_backups_one: { readonly id: string } | null };

export type BackupForCommandQueryVariables = Exact<{
  backupId: string;
}>;


export type BackupForCommandQuery = { readonly database_backups_by_pk: { readonly id: string, readonly status: backup_statuses_enum, readonly database_id: string } | null };

export type DeleteBackupMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  deadlineAt: string;
}>;


export type DeleteBackupMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_database_backups: { readonly affected_rows: number } | null };

export type RestoreInPlaceMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  deadlineAt: string;
  restore: database_restores_insert_input;
}>;


export type RestoreInPlaceMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_databases: { readonly affected_rows: number } | null, readonly insert_database_restores_one: { readonly id: string } | null };

export type DatabaseCredentialsQueryVariables = Exact<{
  databaseId: string;
}>;


export type DatabaseCredentialsQuery = { readonly database_credentials: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly version: number, readonly username: string, readonly sealed_password: string, readonly expires_at: string | null }> };

export type RotateDatabaseCredentialsMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  databaseId: string;
  expiresAt: string;
  credentials: database_credentials_insert_input;
}>;


export type RotateDatabaseCredentialsMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_database_credentials: { readonly affected_rows: number } | null, readonly insert_database_credentials_one: { readonly id: string } | null, readonly update_databases: { readonly affected_rows: number } | null };

export type NoteCredentialsRevealedMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type NoteCredentialsRevealedMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_database_credentials_by_pk: { readonly id: string } | null };

export type DatabaseToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type DatabaseToReconcileQuery = { readonly databases_by_pk: { readonly id: string, readonly organization_id: string, readonly status: database_statuses_enum, readonly status_reason: string | null, readonly slug: string, readonly engine: database_engines_enum, readonly version: string | null, readonly provider: string | null, readonly nodes: number, readonly cpu_millicores: number, readonly memory_megabytes: number, readonly storage_gigabytes: number, readonly pooling: boolean, readonly keep_backups: boolean, readonly generation: number, readonly observed_generation: number, readonly database_name: string, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly observed_version: string | null, readonly ready_nodes: number, readonly size_bytes: string | null, readonly recoverable_from: string | null, readonly recoverable_until: string | null, readonly observed_at: string | null, readonly deadline_at: string | null, readonly failure_reason: string | null, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string }, readonly region: { readonly slug: string }, readonly credentials: ReadonlyArray<{ readonly id: string, readonly version: number, readonly username: string, readonly sealed_password: string, readonly expires_at: string | null }>, readonly backups: ReadonlyArray<{ readonly id: string, readonly deadline_at: string | null }>, readonly restorable: ReadonlyArray<{ readonly id: string, readonly created_at: string }>, readonly restores: ReadonlyArray<{ readonly id: string, readonly status: restore_statuses_enum, readonly source_database_id: string, readonly failure_reason: string | null }>, readonly schedules: ReadonlyArray<{ readonly id: string, readonly is_enabled: boolean }>, readonly bindings: ReadonlyArray<{ readonly service: { readonly instances: ReadonlyArray<{ readonly id: string }> } }> } | null };

export type MoveDatabaseMutationVariables = Exact<{
  id: string;
  from: database_statuses_enum;
  set: databases_set_input;
}>;


export type MoveDatabaseMutation = { readonly update_databases: { readonly affected_rows: number } | null };

export type BackupToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type BackupToReconcileQuery = { readonly database_backups_by_pk: { readonly id: string, readonly database_id: string, readonly status: backup_statuses_enum, readonly expires_at: string | null, readonly created_at: string, readonly deadline_at: string | null, readonly database: { readonly status: database_statuses_enum } } | null };

export type MoveBackupMutationVariables = Exact<{
  id: string;
  from: backup_statuses_enum;
  set: database_backups_set_input;
}>;


export type MoveBackupMutation = { readonly update_database_backups: { readonly affected_rows: number } | null };

export type RestoreToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type RestoreToReconcileQuery = { readonly database_restores_by_pk: { readonly id: string, readonly status: restore_statuses_enum, readonly source_database_id: string, readonly target_database_id: string, readonly backup_id: string | null, readonly target_time: string | null, readonly deadline_at: string | null } | null };

export type MoveRestoreMutationVariables = Exact<{
  id: string;
  from: restore_statuses_enum;
  set: database_restores_set_input;
}>;


export type MoveRestoreMutation = { readonly update_database_restores: { readonly affected_rows: number } | null };

export type ScheduleToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type ScheduleToReconcileQuery = { readonly backup_schedules_by_pk: { readonly id: string, readonly database_id: string, readonly cron: string, readonly retention_days: number, readonly minimum_kept: number, readonly is_enabled: boolean, readonly next_run_at: string | null, readonly last_run_at: string | null, readonly database: { readonly status: database_statuses_enum, readonly backups: ReadonlyArray<{ readonly id: string }>, readonly kept: ReadonlyArray<{ readonly id: string, readonly created_at: string }> } } | null };

export type AdvanceScheduleMutationVariables = Exact<{
  id: string;
  from: timestamptz_comparison_exp;
  set: backup_schedules_set_input;
}>;


export type AdvanceScheduleMutation = { readonly update_backup_schedules: { readonly affected_rows: number } | null };

export type TakeScheduledBackupMutationVariables = Exact<{
  backup: database_backups_insert_input;
}>;


export type TakeScheduledBackupMutation = { readonly insert_database_backups_one: { readonly id: string } | null };

export type NoteTakenBackupMutationVariables = Exact<{
  backup: database_backups_insert_input;
}>;


export type NoteTakenBackupMutation = { readonly insert_database_backups: { readonly affected_rows: number } | null };

export type ExpiredBackupsQueryVariables = Exact<{
  now: string;
}>;


export type ExpiredBackupsQuery = { readonly database_backups: ReadonlyArray<{ readonly id: string }> };

export type OpenDataWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenDataWorkQuery = { readonly databases: ReadonlyArray<{ readonly id: string }>, readonly database_backups: ReadonlyArray<{ readonly id: string }>, readonly database_restores: ReadonlyArray<{ readonly id: string }>, readonly backup_schedules: ReadonlyArray<{ readonly id: string }> };

export type OverdueDataWorkQueryVariables = Exact<{
  now: string;
}>;


export type OverdueDataWorkQuery = { readonly databases: ReadonlyArray<{ readonly id: string, readonly status: database_statuses_enum }>, readonly database_backups: ReadonlyArray<{ readonly id: string, readonly status: backup_statuses_enum }>, readonly database_restores: ReadonlyArray<{ readonly id: string, readonly status: restore_statuses_enum }> };

export type BoundDatabaseFragment = { readonly variable: string, readonly use_pooler: boolean, readonly database: { readonly id: string, readonly organization_id: string, readonly environment_id: string, readonly slug: string, readonly status: database_statuses_enum, readonly database_name: string, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly credentials: ReadonlyArray<{ readonly id: string, readonly username: string, readonly sealed_password: string, readonly expires_at: string | null }> } };

export type ServiceForDomainQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type ServiceForDomainQuery = { readonly services_by_pk: { readonly id: string, readonly type: service_types_enum, readonly instances: ReadonlyArray<{ readonly id: string, readonly environment: { readonly is_protected: boolean } }> } | null };

export type AddDomainMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  domain: service_domains_insert_input;
}>;


export type AddDomainMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_service_domains_one: { readonly id: string } | null };

export type DomainForCommandQueryVariables = Exact<{
  domainId: string;
}>;


export type DomainForCommandQuery = { readonly service_domains_by_pk: { readonly id: string, readonly environment: { readonly is_protected: boolean } } | null };

export type RemoveDomainMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
}>;


export type RemoveDomainMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly delete_service_domains_by_pk: { readonly id: string } | null };

export type CheckDomainMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type CheckDomainMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_service_domains_by_pk: { readonly id: string } | null };

export type DomainToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type DomainToReconcileQuery = { readonly service_domains_by_pk: { readonly id: string, readonly hostname: string, readonly verification_token: string, readonly dns_target: string | null, readonly status: domain_statuses_enum, readonly verified_at: string | null, readonly checked_at: string | null, readonly check_requested_at: string | null, readonly next_check_at: string, readonly deadline_at: string | null, readonly created_at: string, readonly instance: { readonly subdomain: string } } | null };

export type DomainHoldersQueryVariables = Exact<{
  hostname: string;
}>;


export type DomainHoldersQuery = { readonly service_domains: ReadonlyArray<{ readonly id: string, readonly verification_token: string }> };

export type MoveDomainMutationVariables = Exact<{
  id: string;
  from: domain_statuses_enum;
  set: service_domains_set_input;
}>;


export type MoveDomainMutation = { readonly update_service_domains: { readonly affected_rows: number } | null };

export type TakeDomainMutationVariables = Exact<{
  id: string;
  from: domain_statuses_enum;
  set: service_domains_set_input;
  losers: ReadonlyArray<string> | string;
  lost: service_domains_set_input;
}>;


export type TakeDomainMutation = { readonly lost: { readonly affected_rows: number } | null, readonly taken: { readonly affected_rows: number } | null };

export type ForgetDomainMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type ForgetDomainMutation = { readonly delete_service_domains: { readonly affected_rows: number } | null };

export type DueDomainsQueryVariables = Exact<{
  now: string;
}>;


export type DueDomainsQuery = { readonly service_domains: ReadonlyArray<{ readonly id: string }> };

export type DomainLineFragment = { readonly id: string, readonly hostname: string, readonly verification_token: string, readonly dns_target: string | null, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null, readonly verified_at: string | null, readonly certificate_expires_at: string | null, readonly checked_at: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly project: { readonly slug: string } } };

export type DomainsQueryVariables = Exact<{
  where: service_domains_bool_exp;
}>;


export type DomainsQuery = { readonly service_domains: ReadonlyArray<{ readonly id: string, readonly hostname: string, readonly verification_token: string, readonly dns_target: string | null, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null, readonly verified_at: string | null, readonly certificate_expires_at: string | null, readonly checked_at: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly project: { readonly slug: string } } }> };

export type WatchDomainSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchDomainSubscription = { readonly service_domains_by_pk: { readonly id: string, readonly hostname: string, readonly verification_token: string, readonly dns_target: string | null, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly dns_reason: string | null, readonly url: string | null, readonly verified_at: string | null, readonly certificate_expires_at: string | null, readonly checked_at: string | null, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly project: { readonly slug: string } } } | null };

export type AddDomainToMutationVariables = Exact<{
  serviceId: string;
  environment?: string | null | undefined;
  hostname: string;
  requestId: string;
}>;


export type AddDomainToMutation = { readonly addDomain: { readonly domainId: string } };

export type RemoveDomainOfMutationVariables = Exact<{
  domainId: string;
  requestId: string;
}>;


export type RemoveDomainOfMutation = { readonly removeDomain: { readonly domainId: string } };

export type CheckDomainOfMutationVariables = Exact<{
  domainId: string;
  requestId: string;
}>;


export type CheckDomainOfMutation = { readonly checkDomain: { readonly domainId: string } };

export type WaitingEventsQueryVariables = Exact<{
  limit: number;
  refusedBefore: string;
}>;


export type WaitingEventsQuery = { readonly event_outbox: ReadonlyArray<{ readonly event_id: string, readonly subject_id: string, readonly created_at: string, readonly refused_at: string | null, readonly event: { readonly id: string, readonly type: domain_event_types_enum, readonly organization_id: string, readonly project_id: string | null, readonly subject_type: string, readonly subject_id: string, readonly payload: unknown, readonly actor_id: string | null, readonly request_id: string | null, readonly trace_id: string | null, readonly created_at: string } | null }>, readonly waiting: { readonly aggregate: { readonly count: number } | null }, readonly refused: { readonly aggregate: { readonly count: number } | null } };

export type ForgetPublishedMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ForgetPublishedMutation = { readonly delete_event_outbox: { readonly affected_rows: number } | null };

export type RefuseEventMutationVariables = Exact<{
  id: string;
  at: string;
  why: string;
}>;


export type RefuseEventMutation = { readonly update_event_outbox_by_pk: { readonly event_id: string } | null };

export type RecordDeadLetterMutationVariables = Exact<{
  letter: event_dead_letters_insert_input;
}>;


export type RecordDeadLetterMutation = { readonly insert_event_dead_letters_one: { readonly id: string } | null };

export type ForgetDeadLettersMutationVariables = Exact<{
  before: string;
}>;


export type ForgetDeadLettersMutation = { readonly delete_event_dead_letters: { readonly affected_rows: number } | null };

export type DeadLetterForRedeliveryQueryVariables = Exact<{
  id: string;
}>;


export type DeadLetterForRedeliveryQuery = { readonly event_dead_letters_by_pk: { readonly id: string, readonly event_id: string | null } | null };

export type RedeliverDeadLetterMutationVariables = Exact<{
  id: string;
  by: string;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type RedeliverDeadLetterMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_event_dead_letters_by_pk: { readonly id: string } | null };

export type WantedRedeliveriesQueryVariables = Exact<{
  limit: number;
}>;


export type WantedRedeliveriesQuery = { readonly event_dead_letters: ReadonlyArray<{ readonly id: string, readonly consumer: string, readonly redelivery_wanted_at: string | null, readonly redelivery_wanted_by: string | null, readonly event: { readonly id: string, readonly type: domain_event_types_enum, readonly organization_id: string, readonly project_id: string | null, readonly subject_type: string, readonly subject_id: string, readonly payload: unknown, readonly actor_id: string | null, readonly request_id: string | null, readonly trace_id: string | null, readonly created_at: string } | null }> };

export type RecordRedeliveryMutationVariables = Exact<{
  id: string;
  wantedAt: string;
  at: string;
  by?: string | null | undefined;
}>;


export type RecordRedeliveryMutation = { readonly update_event_dead_letters: { readonly affected_rows: number } | null, readonly settled: { readonly affected_rows: number } | null };

export type RefuseRedeliveryMutationVariables = Exact<{
  id: string;
  wantedAt: string;
  why: string;
}>;


export type RefuseRedeliveryMutation = { readonly update_event_dead_letters: { readonly affected_rows: number } | null };

export type SendDeadLetterAgainMutationVariables = Exact<{
  id: string;
  requestId: string;
}>;


export type SendDeadLetterAgainMutation = { readonly redeliverDeadLetter: { readonly eventId: string } };

export type DeadLettersQueryVariables = Exact<{
  where: event_dead_letters_bool_exp;
}>;


export type DeadLettersQuery = { readonly event_dead_letters: ReadonlyArray<{ readonly id: string, readonly consumer: string, readonly deliveries: number, readonly event_id: string | null, readonly event_type: string | null, readonly organization_id: string | null, readonly created_at: string, readonly settled_at: string | null, readonly settled_by: string | null, readonly note: string, readonly redelivery_wanted_at: string | null, readonly redelivered_at: string | null, readonly redelivery_refusal: string | null }> };

export type SettleDeadLettersMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  note: string;
}>;


export type SettleDeadLettersMutation = { readonly update_event_dead_letters: { readonly affected_rows: number } | null };

export type SayWhetherEventsArePublishedMutationVariables = Exact<{
  isOn: boolean;
}>;


export type SayWhetherEventsArePublishedMutation = { readonly insert_event_publishing_one: { readonly is_on: boolean } | null };

export type IdentityForSignInQueryVariables = Exact<{
  provider: string;
  subject: string;
  email: string;
}>;


export type IdentityForSignInQuery = { readonly identities: ReadonlyArray<{ readonly user: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> } }>, readonly users: ReadonlyArray<{ readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly organization_id: string, readonly organization: { readonly slug: string } }> }> };

export type OrganizationBySlugQueryVariables = Exact<{
  slug: string;
}>;


export type OrganizationBySlugQuery = { readonly organizations: ReadonlyArray<{ readonly id: string }> };

export type LinkIdentityMutationVariables = Exact<{
  identity: identities_insert_input;
  members: ReadonlyArray<organization_members_insert_input> | organization_members_insert_input;
  proven: ReadonlyArray<string> | string;
  now: string;
}>;


export type LinkIdentityMutation = { readonly delete_user_credentials: { readonly affected_rows: number } | null, readonly update_users: { readonly affected_rows: number } | null, readonly insert_identities_one: { readonly id: string } | null, readonly insert_organization_members: { readonly affected_rows: number } | null };

export type CreateUserOfIdentityMutationVariables = Exact<{
  id: string;
  email: string;
  name: string;
  provider: string;
  subject: string;
  organizationId: string;
  role: member_roles_enum;
}>;


export type CreateUserOfIdentityMutation = { readonly insert_users_one: { readonly id: string } | null };

export type AddSignInCodeMutationVariables = Exact<{
  id: string;
  hash: string;
  challenge: string;
  userId: string;
  organizationId: string;
  expiresAt: string;
}>;


export type AddSignInCodeMutation = { readonly insert_sign_in_codes_one: { readonly id: string } | null };

export type SignInCodeQueryVariables = Exact<{
  hash: string;
}>;


export type SignInCodeQuery = { readonly sign_in_codes: ReadonlyArray<{ readonly id: string, readonly challenge: string, readonly user_id: string, readonly organization_id: string, readonly expires_at: string, readonly used_at: string | null }> };

export type StartSessionByCodeMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  codeId: string;
  id: string;
  userId: string;
  organizationId: string;
  hash: string;
  fingerprintHash?: string | null | undefined;
  expiresAt: string;
  now: string;
}>;


export type StartSessionByCodeMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_refresh_tokens_one: { readonly id: string } | null, readonly used: { readonly affected_rows: number } | null };

export type SigningKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type SigningKeysQuery = { readonly signing_keys: ReadonlyArray<{ readonly generation: number, readonly key_id: string, readonly active_at: string, readonly retired_at: string | null }> };

export type AddSigningKeyMutationVariables = Exact<{
  generation: number;
  keyId: string;
  publicJwk: unknown;
  activeAt: string;
}>;


export type AddSigningKeyMutation = { readonly insert_signing_keys_one: { readonly id: string } | null };

export type HoldLeaseMutationVariables = Exact<{
  name: string;
  holder: string;
  seconds: number;
}>;


export type HoldLeaseMutation = { readonly insert_service_leases_one: { readonly holder: string } | null };

export type ReleaseLeaseMutationVariables = Exact<{
  name: string;
  holder: string;
}>;


export type ReleaseLeaseMutation = { readonly delete_service_leases: { readonly affected_rows: number } | null };

export type SearchLogLinesQueryVariables = Exact<{
  where: log_lines_bool_exp;
  limit: number;
}>;


export type SearchLogLinesQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly project_id: string, readonly service_id: string, readonly build_id: string | null, readonly service_instance_id: string | null, readonly job_run_id: string | null, readonly deployment_id: string | null, readonly replica: number | null, readonly stream: log_streams_enum, readonly level: log_levels_enum, readonly line: string, readonly logged_at: string }> };

export type LogLinesByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type LogLinesByIdQuery = { readonly log_lines: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly project_id: string, readonly service_id: string, readonly build_id: string | null, readonly service_instance_id: string | null, readonly job_run_id: string | null, readonly deployment_id: string | null, readonly replica: number | null, readonly stream: log_streams_enum, readonly level: log_levels_enum, readonly line: string, readonly logged_at: string }> };

export type PlacedLineFragment = { readonly id: string, readonly organization_id: string, readonly project_id: string, readonly service_id: string, readonly build_id: string | null, readonly service_instance_id: string | null, readonly job_run_id: string | null, readonly deployment_id: string | null, readonly replica: number | null, readonly stream: log_streams_enum, readonly level: log_levels_enum, readonly line: string, readonly logged_at: string };

export type ServiceForLogsQueryVariables = Exact<{
  serviceId: string;
  environment: string;
}>;


export type ServiceForLogsQuery = { readonly services_by_pk: { readonly id: string, readonly organization_id: string, readonly instances: ReadonlyArray<{ readonly id: string }> } | null };

export type VisibleInstancesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type VisibleInstancesQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export type RecentMetricRowsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  since: string;
}>;


export type RecentMetricRowsQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly metrics: ReadonlyArray<{ readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null, readonly replicas: number }> }> };

export type RecentMetricsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type RecentMetricsQuery = { readonly recentMetrics: { readonly instances: ReadonlyArray<{ readonly serviceInstanceId: string, readonly samples: ReadonlyArray<{ readonly measuredAt: string, readonly cpuCores: number, readonly memoryBytes: number, readonly requests: number, readonly requestErrors: number, readonly latencyP90Ms: number | null, readonly replicas: number }> }> } };

export type WatchMetricsSubscriptionVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  since: string;
}>;


export type WatchMetricsSubscription = { readonly service_metrics_stream: ReadonlyArray<{ readonly service_instance_id: string, readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null, readonly replicas: number }> };

export type SampleRowFragment = { readonly measured_at: string, readonly cpu_cores: number, readonly memory_bytes: string, readonly requests: number, readonly request_errors: number, readonly latency_p90_ms: number | null, readonly replicas: number };

export type WebhookToReconcileQueryVariables = Exact<{
  id: string;
  now: string;
  limit: number;
}>;


export type WebhookToReconcileQuery = { readonly webhooks_by_pk: { readonly id: string, readonly organization_id: string, readonly url: string, readonly is_enabled: boolean, readonly secret_version: number, readonly secret_sealed: string, readonly previous_secret_sealed: string | null, readonly previous_secret_until: string | null, readonly consecutive_failures: number, readonly failing_since: string | null, readonly due: ReadonlyArray<{ readonly id: string, readonly attempts: number, readonly event: { readonly id: string, readonly type: domain_event_types_enum, readonly organization_id: string, readonly project_id: string | null, readonly subject_type: string, readonly subject_id: string, readonly payload: unknown, readonly actor_id: string | null, readonly request_id: string | null, readonly trace_id: string | null, readonly created_at: string } | null }>, readonly waiting: ReadonlyArray<{ readonly next_attempt_at: string | null, readonly claimed_until: string | null }> } | null };

export type ClaimDeliveryMutationVariables = Exact<{
  id: string;
  attempts: number;
  until: string;
}>;


export type ClaimDeliveryMutation = { readonly update_webhook_deliveries: { readonly affected_rows: number } | null };

export type RecordAttemptMutationVariables = Exact<{
  id: string;
  attempts: number;
  set: webhook_deliveries_set_input;
  attempt: webhook_attempts_insert_input;
}>;


export type RecordAttemptMutation = { readonly update_webhook_deliveries: { readonly affected_rows: number } | null, readonly insert_webhook_attempts: { readonly affected_rows: number } | null };

export type UpdateWebhookHealthMutationVariables = Exact<{
  id: string;
  set: webhooks_set_input;
}>;


export type UpdateWebhookHealthMutation = { readonly update_webhooks_by_pk: { readonly id: string } | null };

export type ChannelToReconcileQueryVariables = Exact<{
  id: string;
  now: string;
  limit: number;
}>;


export type ChannelToReconcileQuery = { readonly notification_channels_by_pk: { readonly id: string, readonly organization_id: string, readonly name: string, readonly type: channel_types_enum, readonly is_enabled: boolean, readonly target_sealed: string | null, readonly recipients: ReadonlyArray<string> | null, readonly due: ReadonlyArray<{ readonly id: string, readonly attempts: number, readonly severity: event_severities_enum, readonly created_at: string, readonly event: { readonly id: string, readonly type: domain_event_types_enum, readonly subject_type: string, readonly subject_id: string, readonly payload: unknown, readonly created_at: string, readonly project: { readonly slug: string } | null } | null }>, readonly waiting: ReadonlyArray<{ readonly next_attempt_at: string | null, readonly claimed_until: string | null }> } | null };

export type ServiceNameQueryVariables = Exact<{
  id: string;
}>;


export type ServiceNameQuery = { readonly services_by_pk: { readonly slug: string } | null };

export type ClaimNotificationMutationVariables = Exact<{
  id: string;
  attempts: number;
  until: string;
}>;


export type ClaimNotificationMutation = { readonly update_notifications: { readonly affected_rows: number } | null };

export type RecordNotificationMutationVariables = Exact<{
  id: string;
  attempts: number;
  set: notifications_set_input;
  channelId: string;
  channel: notification_channels_set_input;
}>;


export type RecordNotificationMutation = { readonly update_notifications: { readonly affected_rows: number } | null, readonly update_notification_channels_by_pk: { readonly id: string } | null };

export type OpenOutwardQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenOutwardQuery = { readonly webhooks: ReadonlyArray<{ readonly id: string }>, readonly notification_channels: ReadonlyArray<{ readonly id: string }>, readonly commit_statuses: ReadonlyArray<{ readonly id: string }> };

export type OrganizationsWithAlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganizationsWithAlertsQuery = { readonly alert_rules: ReadonlyArray<{ readonly organization_id: string }> };

export type AlertRulesToReconcileQueryVariables = Exact<{
  organizationId: string;
}>;


export type AlertRulesToReconcileQuery = { readonly alert_rules: ReadonlyArray<{ readonly id: string, readonly project_id: string | null, readonly service_id: string | null, readonly name: string, readonly condition: alert_conditions_enum, readonly threshold: number | null, readonly for_minutes: number, readonly severity: event_severities_enum, readonly is_enabled: boolean, readonly alerts: ReadonlyArray<{ readonly id: string, readonly status: alert_statuses_enum, readonly service_instance_id: string, readonly started_at: string, readonly cleared_at: string | null }> }> };

export type AlertFactsQueryVariables = Exact<{
  organizationId: string;
  since: string;
}>;


export type AlertFactsQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string, readonly project_id: string, readonly service_id: string, readonly desired_state: desired_states_enum, readonly status: instance_statuses_enum, readonly status_changed_at: string, readonly ready_replicas: number, readonly current_deployment_id: string | null, readonly service: { readonly slug: string, readonly configs: ReadonlyArray<{ readonly cpu_limit_millicores: number | null, readonly memory_limit_megabytes: number | null }> }, readonly project: { readonly slug: string }, readonly environment: { readonly slug: string }, readonly deployments: ReadonlyArray<{ readonly status: deployment_statuses_enum, readonly revision: number, readonly failure_step: deployment_statuses_enum | null }>, readonly metrics_aggregate: { readonly aggregate: { readonly avg: { readonly cpu_cores: number | null, readonly memory_bytes: number | null, readonly latency_p90_ms: number | null } | null, readonly sum: { readonly requests: number | null, readonly request_errors: number | null } | null, readonly max: { readonly replicas: number | null } | null } | null } }>, readonly domain_events: ReadonlyArray<{ readonly subject_id: string }> };

export type OpenAlertMutationVariables = Exact<{
  alert: alerts_insert_input;
}>;


export type OpenAlertMutation = { readonly insert_alerts_one: { readonly id: string } | null };

export type ChangeAlertMutationVariables = Exact<{
  id: string;
  from: alert_statuses_enum;
  set: alerts_set_input;
}>;


export type ChangeAlertMutation = { readonly update_alerts: { readonly affected_rows: number } | null };

export type DropAlertMutationVariables = Exact<{
  id: string;
}>;


export type DropAlertMutation = { readonly delete_alerts: { readonly affected_rows: number } | null };

export type ForgetOutwardMutationVariables = Exact<{
  before: string;
  alertsBefore: string;
}>;


export type ForgetOutwardMutation = { readonly delete_webhook_deliveries: { readonly affected_rows: number } | null, readonly delete_notifications: { readonly affected_rows: number } | null, readonly delete_alerts: { readonly affected_rows: number } | null, readonly delete_strays: { readonly affected_rows: number } | null };

export type CreateWebhookMutationVariables = Exact<{
  webhook: webhooks_insert_input;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type CreateWebhookMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_webhooks_one: { readonly id: string } | null };

export type WebhookForCommandQueryVariables = Exact<{
  id: string;
}>;


export type WebhookForCommandQuery = { readonly webhooks_by_pk: { readonly id: string, readonly secret_version: number } | null };

export type WebhookSecretQueryVariables = Exact<{
  id: string;
}>;


export type WebhookSecretQuery = { readonly webhooks_by_pk: { readonly organization_id: string, readonly secret_version: number, readonly secret_sealed: string } | null };

export type RotateWebhookSecretMutationVariables = Exact<{
  id: string;
  from: number;
  set: webhooks_set_input;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type RotateWebhookSecretMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_webhooks: { readonly affected_rows: number } | null };

export type DeliveryForRedeliveryQueryVariables = Exact<{
  id: string;
}>;


export type DeliveryForRedeliveryQuery = { readonly webhook_deliveries_by_pk: { readonly id: string, readonly webhook: { readonly is_enabled: boolean } } | null };

export type RedeliverWebhookMutationVariables = Exact<{
  id: string;
  originalId: string;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type RedeliverWebhookMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_webhook_deliveries_one: { readonly id: string } | null };

export type CreateNotificationChannelMutationVariables = Exact<{
  channel: notification_channels_insert_input;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type CreateNotificationChannelMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_notification_channels_one: { readonly id: string } | null };

export type ChannelForCommandQueryVariables = Exact<{
  id: string;
}>;


export type ChannelForCommandQuery = { readonly notification_channels_by_pk: { readonly id: string, readonly is_enabled: boolean } | null };

export type ChannelSecretQueryVariables = Exact<{
  id: string;
}>;


export type ChannelSecretQuery = { readonly notification_channels_by_pk: { readonly organization_id: string, readonly target_sealed: string | null } | null };

export type TestNotificationChannelMutationVariables = Exact<{
  notification: notifications_insert_input;
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type TestNotificationChannelMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_notifications_one: { readonly id: string } | null };

export type NoteAnonymousRequestMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
}>;


export type NoteAnonymousRequestMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null };

export type CreateAccountMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  organizationName: string;
  organizationSlug: string;
}>;


export type CreateAccountMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_users_one: { readonly id: string } | null };

export type LiveMembershipQueryVariables = Exact<{
  organizationId: string;
  userId: string;
}>;


export type LiveMembershipQuery = { readonly organization_members_by_pk: { readonly role: member_roles_enum, readonly user: { readonly is_active: boolean } } | null };

export type MembershipForInvitationQueryVariables = Exact<{
  organizationId: string;
  email: string;
}>;


export type MembershipForInvitationQuery = { readonly organization_members: ReadonlyArray<{ readonly user_id: string }> };

export type InviteMemberMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  organizationId: string;
  email: string;
  role: member_roles_enum;
  hash: string;
  invitedBy: string;
  expiresAt: string;
  now: string;
  mails: ReadonlyArray<account_mails_insert_input> | account_mails_insert_input;
}>;


export type InviteMemberMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_invitations: { readonly affected_rows: number } | null, readonly insert_invitations_one: { readonly id: string } | null, readonly insert_account_mails: { readonly affected_rows: number } | null };

export type InvitationForRevocationQueryVariables = Exact<{
  id: string;
}>;


export type InvitationForRevocationQuery = { readonly invitations_by_pk: { readonly id: string, readonly accepted_at: string | null } | null };

export type RevokeInvitationMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type RevokeInvitationMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_invitations: { readonly affected_rows: number } | null };

export type InvitationByTokenQueryVariables = Exact<{
  hash: string;
}>;


export type InvitationByTokenQuery = { readonly invitations: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly email: string, readonly role: member_roles_enum, readonly expires_at: string, readonly accepted_at: string | null, readonly revoked_at: string | null }> };

export type AcceptInvitationMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  invitationId: string;
  organizationId: string;
  userId: string;
  role: member_roles_enum;
  now: string;
}>;


export type AcceptInvitationMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_organization_members_one: { readonly user_id: string } | null, readonly update_invitations_by_pk: { readonly id: string } | null };

export type JoinAsNewUserMutationVariables = Exact<{
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  invitationId: string;
  organizationId: string;
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  role: member_roles_enum;
  now: string;
}>;


export type JoinAsNewUserMutation = { readonly insert_anonymous_requests_one: { readonly request_id: string } | null, readonly insert_users_one: { readonly id: string } | null, readonly update_invitations_by_pk: { readonly id: string } | null };

export type CreateApiKeyMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  organizationId: string;
  userId: string;
  name: string;
  hint: string;
  hash: string;
  scopes: ReadonlyArray<string> | string;
  expiresAt: string;
}>;


export type CreateApiKeyMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_api_keys_one: { readonly id: string } | null };

export type ApiKeyForUseQueryVariables = Exact<{
  hash: string;
}>;


export type ApiKeyForUseQuery = { readonly api_keys: ReadonlyArray<{ readonly id: string, readonly user_id: string, readonly organization_id: string, readonly scopes: ReadonlyArray<string>, readonly expires_at: string, readonly last_used_at: string | null, readonly revoked_at: string | null, readonly member: { readonly role: member_roles_enum, readonly user: { readonly is_active: boolean } } }> };

export type TouchApiKeyMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type TouchApiKeyMutation = { readonly update_api_keys_by_pk: { readonly id: string } | null };

export type ApiKeyForRevocationQueryVariables = Exact<{
  id: string;
}>;


export type ApiKeyForRevocationQuery = { readonly api_keys_by_pk: { readonly id: string } | null };

export type RevokeApiKeyMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type RevokeApiKeyMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_api_keys: { readonly affected_rows: number } | null };

export type PlatformAdminQueryVariables = Exact<{
  userId: string;
}>;


export type PlatformAdminQuery = { readonly users_by_pk: { readonly is_platform_admin: boolean, readonly is_active: boolean } | null };

export type RotateSigningKeysMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  generation: number;
  keyId: string;
  publicJwk: unknown;
  activeAt: string;
  retireBelow: number;
  retiredAt: string;
}>;


export type RotateSigningKeysMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_signing_keys_one: { readonly id: string } | null, readonly update_signing_keys: { readonly affected_rows: number } | null };

export type PersonalDataQueryVariables = Exact<{
  userId: string;
}>;


export type PersonalDataQuery = { readonly users_by_pk: { readonly id: string, readonly email: string, readonly name: string, readonly is_active: boolean, readonly is_platform_admin: boolean, readonly email_verified_at: string | null, readonly created_at: string, readonly updated_at: string, readonly memberships: ReadonlyArray<{ readonly role: member_roles_enum, readonly created_at: string, readonly organization: { readonly id: string, readonly slug: string, readonly name: string } }>, readonly identities: ReadonlyArray<{ readonly provider: string, readonly subject: string, readonly email: string, readonly created_at: string, readonly last_used_at: string | null }>, readonly api_keys: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly name: string, readonly hint: string, readonly scopes: ReadonlyArray<string>, readonly created_at: string, readonly expires_at: string, readonly last_used_at: string | null, readonly revoked_at: string | null }> } | null, readonly teams: ReadonlyArray<{ readonly created_at: string, readonly team: { readonly id: string, readonly slug: string, readonly name: string } }>, readonly sessions: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly is_browser: boolean, readonly client_address: string | null, readonly created_at: string, readonly renewed_at: string, readonly expires_at: string, readonly ended_at: string | null }>, readonly invitations_sent: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly role: member_roles_enum, readonly created_at: string, readonly accepted_at: string | null, readonly revoked_at: string | null }>, readonly kubeconfigs: ReadonlyArray<{ readonly organization_id: string, readonly cluster_id: string | null, readonly tenant_cluster_id: string | null, readonly role: kubeconfig_roles_enum, readonly created_at: string, readonly expires_at: string }>, readonly decisions: ReadonlyArray<{ readonly organization_id: string, readonly deployment_id: string, readonly decision: approval_decisions_enum, readonly comment: string, readonly created_at: string }>, readonly commands: ReadonlyArray<{ readonly action: string, readonly created_at: string }>, readonly configurations: ReadonlyArray<{ readonly organization_id: string, readonly created_at: string, readonly changes: unknown }>, readonly audit: ReadonlyArray<{ readonly created_at: string, readonly organization_id: string | null, readonly actor_role: string | null, readonly client_address: string | null, readonly table_name: string, readonly row_id: string, readonly operation: string, readonly changed_columns: ReadonlyArray<string> }>, readonly events: ReadonlyArray<{ readonly created_at: string, readonly organization_id: string, readonly type: domain_event_types_enum, readonly subject_type: string, readonly subject_id: string }> };

export type ChannelsToQueryVariables = Exact<{
  emails: ReadonlyArray<string> | string;
}>;


export type ChannelsToQuery = { readonly notification_channels: ReadonlyArray<{ readonly organization_id: string, readonly name: string, readonly event_types: ReadonlyArray<string>, readonly created_at: string }> };

export type MailsToQueryVariables = Exact<{
  userId: string;
  email: string;
}>;


export type MailsToQuery = { readonly account_mails: ReadonlyArray<{ readonly kind: account_mail_kinds_enum, readonly email: string, readonly created_at: string, readonly sent_at: string | null, readonly used_at: string | null, readonly expires_at: string }> };

export type InvitationsToQueryVariables = Exact<{
  email: string;
}>;


export type InvitationsToQuery = { readonly invitations: ReadonlyArray<{ readonly organization_id: string, readonly role: member_roles_enum, readonly created_at: string, readonly expires_at: string, readonly accepted_at: string | null, readonly revoked_at: string | null }> };

export type PersonForErasureQueryVariables = Exact<{
  userId: string;
}>;


export type PersonForErasureQuery = { readonly users_by_pk: { readonly email: string, readonly is_platform_admin: boolean, readonly memberships: ReadonlyArray<{ readonly organization: { readonly slug: string, readonly members_aggregate: { readonly aggregate: { readonly count: number } | null } } }> } | null, readonly admins: { readonly aggregate: { readonly count: number } | null } };

export type ErasePersonMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  userId: string;
  email: string;
  erased: string;
  subject: string;
}>;


export type ErasePersonMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly delete_requests: { readonly affected_rows: number } | null, readonly delete_organization_members: { readonly affected_rows: number } | null, readonly delete_user_credentials: { readonly affected_rows: number } | null, readonly delete_identities: { readonly affected_rows: number } | null, readonly delete_sign_in_codes: { readonly affected_rows: number } | null, readonly delete_refresh_tokens: { readonly affected_rows: number } | null, readonly delete_sessions: { readonly affected_rows: number } | null, readonly delete_account_mails: { readonly affected_rows: number } | null, readonly delete_invitations: { readonly affected_rows: number } | null, readonly delete_sign_in_limits: { readonly affected_rows: number } | null, readonly update_users_by_pk: { readonly id: string } | null };

export type ForgetPeopleMutationVariables = Exact<{
  day: string;
  week: string;
}>;


export type ForgetPeopleMutation = { readonly delete_sign_in_attempts: { readonly affected_rows: number } | null, readonly delete_sign_in_limits: { readonly affected_rows: number } | null, readonly delete_sign_in_codes: { readonly affected_rows: number } | null, readonly delete_account_mails: { readonly affected_rows: number } | null, readonly delete_anonymous_requests: { readonly affected_rows: number } | null };

export type QuotaUsageQueryVariables = Exact<{
  project: string;
}>;


export type QuotaUsageQuery = { readonly organization: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null, readonly used: string | null, readonly is_default: boolean | null, readonly organization: { readonly slug: string } | null, readonly project: { readonly slug: string } | null }>, readonly projects: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null, readonly used: string | null, readonly is_default: boolean | null, readonly organization: { readonly slug: string } | null, readonly project: { readonly slug: string } | null }> };

export type QuotaLineFragment = { readonly quota: string | null, readonly maximum: string | null, readonly used: string | null, readonly is_default: boolean | null, readonly organization: { readonly slug: string } | null, readonly project: { readonly slug: string } | null };

export type SetProjectQuotaMutationVariables = Exact<{
  projectId: string;
  quota: quota_names_enum;
  maximum: string;
}>;


export type SetProjectQuotaMutation = { readonly insert_quotas_one: { readonly id: string } | null };

export type SetOrganizationQuotaMutationVariables = Exact<{
  organizationId: string;
  quota: quota_names_enum;
  maximum: string;
}>;


export type SetOrganizationQuotaMutation = { readonly insert_quotas_one: { readonly id: string } | null };

export type UnsetQuotaMutationVariables = Exact<{
  targetId: string;
  quota: quota_names_enum;
}>;


export type UnsetQuotaMutation = { readonly delete_quotas: { readonly affected_rows: number } | null };

export type TellQuotaExceededMutationVariables = Exact<{
  organizationId: string;
  projectId?: string | null | undefined;
  actorId?: string | null | undefined;
  payload: unknown;
}>;


export type TellQuotaExceededMutation = { readonly insert_domain_events_one: { readonly id: string } | null };

export type ProjectIdOfSlugQueryVariables = Exact<{
  organizationId: string;
  slug: string;
}>;


export type ProjectIdOfSlugQuery = { readonly projects: ReadonlyArray<{ readonly id: string }> };

export type BuildToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type BuildToReconcileQuery = { readonly builds_by_pk: { readonly id: string, readonly organization_id: string, readonly project_id: string, readonly service_id: string, readonly status: build_statuses_enum, readonly step: build_steps_enum | null, readonly git_repository: string, readonly git_reference: string, readonly git_directory: string, readonly git_commit: string | null, readonly deadline_at: string | null, readonly artifact_kind: artifact_kinds_enum | null, readonly artifact_removed_at: string | null, readonly service: { readonly slug: string, readonly project: { readonly slug: string, readonly organization: { readonly slug: string } } }, readonly config: { readonly variables: unknown, readonly build_command: string | null, readonly release_command: string | null, readonly start_command: string | null, readonly build_timeout_seconds: number } | null, readonly deployments: ReadonlyArray<{ readonly id: string, readonly variables: unknown, readonly secrets: ReadonlyArray<{ readonly key: string, readonly secret_version: { readonly id: string, readonly store: string, readonly sealed: string | null, readonly secret: { readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string } } }> }> } | null };

export type MoveBuildMutationVariables = Exact<{
  id: string;
  from: build_statuses_enum;
  set: builds_set_input;
}>;


export type MoveBuildMutation = { readonly update_builds: { readonly affected_rows: number } | null };

export type RemovableBuildsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type RemovableBuildsQuery = { readonly builds: ReadonlyArray<{ readonly id: string }> };

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

export type InstanceExistsQueryVariables = Exact<{
  id: string;
}>;


export type InstanceExistsQuery = { readonly service_instances_by_pk: { readonly id: string } | null };

export type DeploymentToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentToReconcileQuery = { readonly deployments_by_pk: { readonly id: string, readonly status: deployment_statuses_enum, readonly revision: number, readonly deadline_at: string | null, readonly service_instance_id: string, readonly organization_id: string, readonly project_id: string, readonly git_reference: string | null, readonly image: string | null, readonly image_digest: string | null, readonly config_id: string | null, readonly variables: unknown, readonly build: { readonly id: string, readonly status: build_statuses_enum, readonly failure_reason: string | null } | null, readonly config: { readonly variables: unknown, readonly overrides: unknown, readonly build_timeout_seconds: number, readonly health_timeout_seconds: number } | null, readonly service: { readonly id: string, readonly slug: string, readonly project_id: string, readonly source_type: source_types_enum, readonly git_repository: string | null, readonly git_directory: string, readonly deleting_at: string | null }, readonly environment: { readonly id: string, readonly slug: string, readonly deleting_at: string | null }, readonly instance: { readonly deployments: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly status: deployment_statuses_enum }> } } | null };

export type NoteImageDigestMutationVariables = Exact<{
  id: string;
  digest: string;
}>;


export type NoteImageDigestMutation = { readonly update_deployments: { readonly affected_rows: number } | null };

export type MoveDeploymentMutationVariables = Exact<{
  id: string;
  from: deployment_statuses_enum;
  set: deployments_set_input;
}>;


export type MoveDeploymentMutation = { readonly update_deployments: { readonly affected_rows: number } | null };

export type DeploymentToCheckQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentToCheckQuery = { readonly deployments_by_pk: { readonly id: string, readonly kind: deployment_kinds_enum, readonly revision: number, readonly image: string | null, readonly image_digest: string | null, readonly build: { readonly artifact_kind: artifact_kinds_enum | null, readonly artifact_reference: string | null, readonly artifact_digest: string | null, readonly artifact_framework: string | null, readonly artifact_processes: unknown, readonly artifact_removed_at: string | null } | null, readonly organization: { readonly id: string, readonly slug: string, readonly policy_rules: ReadonlyArray<{ readonly kind: policy_rule_kinds_enum, readonly project_id: string | null, readonly environment_type: environment_types_enum | null, readonly severity: severities_enum | null, readonly max_replicas: number | null }> }, readonly project: { readonly id: string, readonly slug: string, readonly labels: unknown }, readonly environment: { readonly slug: string, readonly type: environment_types_enum, readonly is_protected: boolean }, readonly service: { readonly slug: string, readonly type: service_types_enum }, readonly instance: { readonly desired_replicas: number, readonly max_replicas: number | null }, readonly approvals_aggregate: { readonly aggregate: { readonly count: number } | null } } | null };

export type EndCheckMutationVariables = Exact<{
  id: string;
  set: deployments_set_input;
  instanceId: string;
  report: vulnerability_reports_insert_input;
  decision: policy_decisions_insert_input;
}>;


export type EndCheckMutation = { readonly insert_vulnerability_reports_one: { readonly id: string } | null, readonly insert_policy_decisions_one: { readonly id: string } | null, readonly update_deployments: { readonly affected_rows: number } | null, readonly update_service_instances: { readonly affected_rows: number } | null };

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

export type PlaceOfEnvironmentFragment = { readonly id: string, readonly slug: string, readonly namespace: string | null, readonly cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } | null, readonly tenant_cluster: { readonly id: string, readonly namespace: string, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } } | null, readonly project: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }>, readonly organization: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }> } } };

export type InstancesUnderQuotaDefaultQueryVariables = Exact<{
  quota: quota_names_enum;
}>;


export type InstancesUnderQuotaDefaultQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export type InstancesUnderQuotaQueryVariables = Exact<{
  targetId: string;
}>;


export type InstancesUnderQuotaQuery = { readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export type InstanceToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type InstanceToReconcileQuery = { readonly service_instances_by_pk: { readonly id: string, readonly desired_state: desired_states_enum, readonly desired_replicas: number, readonly max_replicas: number | null, readonly cpu_target_percent: number | null, readonly memory_target_percent: number | null, readonly scaled_replicas: number | null, readonly generation: number, readonly observed_generation: number, readonly status: instance_statuses_enum, readonly status_reason: string | null, readonly lost_reason: string | null, readonly ready_replicas: number, readonly subdomain: string, readonly url: string | null, readonly address: string | null, readonly volume_gigabytes: number | null, readonly observed_at: string | null, readonly domains: ReadonlyArray<{ readonly id: string, readonly hostname: string, readonly status: domain_statuses_enum, readonly status_reason: string | null, readonly url: string | null, readonly certificate_expires_at: string | null }>, readonly service: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly schedule: string | null, readonly schedule_timezone: string, readonly starting_deadline_seconds: number, readonly deleting_at: string | null, readonly database_bindings: ReadonlyArray<{ readonly variable: string, readonly use_pooler: boolean, readonly database: { readonly id: string, readonly organization_id: string, readonly environment_id: string, readonly slug: string, readonly status: database_statuses_enum, readonly database_name: string, readonly host: string | null, readonly port: number | null, readonly pooler_host: string | null, readonly pooler_port: number | null, readonly credentials: ReadonlyArray<{ readonly id: string, readonly username: string, readonly sealed_password: string, readonly expires_at: string | null }> } }> }, readonly environment: { readonly deleting_at: string | null, readonly id: string, readonly slug: string, readonly namespace: string | null, readonly cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } | null, readonly tenant_cluster: { readonly id: string, readonly namespace: string, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } } | null, readonly project: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }>, readonly organization: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }> } } }, readonly waiting: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly status: deployment_statuses_enum, readonly deadline_at: string | null, readonly finished_at: string | null, readonly image: string | null, readonly image_digest: string | null, readonly variables: unknown, readonly secrets: ReadonlyArray<{ readonly key: string, readonly secret_version: { readonly id: string, readonly store: string, readonly sealed: string | null, readonly secret: { readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string } } }>, readonly build: { readonly status: build_statuses_enum, readonly artifact_kind: artifact_kinds_enum | null, readonly artifact_reference: string | null, readonly artifact_digest: string | null, readonly artifact_framework: string | null, readonly artifact_processes: unknown, readonly artifact_removed_at: string | null } | null, readonly environment: { readonly slug: string }, readonly config: { readonly variables: unknown, readonly overrides: unknown, readonly start_command: string | null, readonly port: number | null, readonly health_path: string | null, readonly volume_path: string | null, readonly volume_gigabytes: number | null, readonly health_timeout_seconds: number, readonly stop_timeout_seconds: number, readonly cpu_request_millicores: number | null, readonly cpu_limit_millicores: number | null, readonly memory_request_megabytes: number | null, readonly memory_limit_megabytes: number | null } | null }> } | null };

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


export type OpenWorkQuery = { readonly builds: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string }>, readonly service_instances: ReadonlyArray<{ readonly id: string, readonly desired_state: desired_states_enum, readonly status: instance_statuses_enum, readonly generation: number, readonly observed_generation: number, readonly service: { readonly type: service_types_enum } }>, readonly job_runs: ReadonlyArray<{ readonly id: string }>, readonly projects: ReadonlyArray<{ readonly id: string }>, readonly services: ReadonlyArray<{ readonly id: string }>, readonly environments: ReadonlyArray<{ readonly id: string }> };

export type OverdueWorkQueryVariables = Exact<{
  now: string;
}>;


export type OverdueWorkQuery = { readonly job_runs: ReadonlyArray<{ readonly id: string }>, readonly builds: ReadonlyArray<{ readonly id: string }>, readonly deployments: ReadonlyArray<{ readonly id: string, readonly status: deployment_statuses_enum, readonly service_instance_id: string }> };

export type DeleteExpiredPreviewsMutationVariables = Exact<{
  now: string;
}>;


export type DeleteExpiredPreviewsMutation = { readonly update_environments: { readonly affected_rows: number } | null };

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
  accessEndsBefore: string;
  metricsBefore: string;
  linesBefore: string;
  jobRunsBefore: string;
}>;


export type ForgetOldMutation = { readonly delete_requests: { readonly affected_rows: number } | null, readonly delete_refresh_tokens: { readonly affected_rows: number } | null, readonly delete_sessions: { readonly affected_rows: number } | null, readonly delete_access_ends: { readonly affected_rows: number } | null, readonly delete_service_metrics: { readonly affected_rows: number } | null, readonly delete_log_lines: { readonly affected_rows: number } | null, readonly delete_job_runs: { readonly affected_rows: number } | null };

export type WriteLogLinesMutationVariables = Exact<{
  lines: ReadonlyArray<log_lines_insert_input> | log_lines_insert_input;
}>;


export type WriteLogLinesMutation = { readonly insert_log_lines: { readonly returning: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly project_id: string, readonly service_id: string, readonly build_id: string | null, readonly service_instance_id: string | null, readonly job_run_id: string | null, readonly deployment_id: string | null, readonly replica: number | null, readonly stream: log_streams_enum, readonly level: log_levels_enum, readonly line: string, readonly logged_at: string }> } | null };

export type WriteMetricsMutationVariables = Exact<{
  samples: ReadonlyArray<service_metrics_insert_input> | service_metrics_insert_input;
}>;


export type WriteMetricsMutation = { readonly insert_service_metrics: { readonly affected_rows: number } | null };

export type ExistingSubjectsQueryVariables = Exact<{
  buildIds: ReadonlyArray<string> | string;
  instanceIds: ReadonlyArray<string> | string;
}>;


export type ExistingSubjectsQuery = { readonly builds: ReadonlyArray<{ readonly id: string }>, readonly service_instances: ReadonlyArray<{ readonly id: string }> };

export type OpenWorkOfInstanceQueryVariables = Exact<{
  id: string;
}>;


export type OpenWorkOfInstanceQuery = { readonly job_runs: ReadonlyArray<{ readonly id: string }>, readonly builds: ReadonlyArray<{ readonly id: string, readonly status: build_statuses_enum }> };

export type ForgetInstanceMutationVariables = Exact<{
  id: string;
}>;


export type ForgetInstanceMutation = { readonly delete_service_instances_by_pk: { readonly id: string } | null };

export type ForgetBuildMutationVariables = Exact<{
  id: string;
}>;


export type ForgetBuildMutation = { readonly delete_builds_by_pk: { readonly id: string } | null };

export type ServiceToDeleteQueryVariables = Exact<{
  id: string;
}>;


export type ServiceToDeleteQuery = { readonly services_by_pk: { readonly id: string, readonly project_id: string, readonly deleting_at: string | null, readonly instances: ReadonlyArray<{ readonly id: string }>, readonly builds: ReadonlyArray<{ readonly id: string }> } | null };

export type ForgetServiceMutationVariables = Exact<{
  id: string;
}>;


export type ForgetServiceMutation = { readonly delete_services: { readonly affected_rows: number } | null };

export type EnvironmentToDeleteQueryVariables = Exact<{
  id: string;
}>;


export type EnvironmentToDeleteQuery = { readonly environments_by_pk: { readonly id: string, readonly project_id: string, readonly deleting_at: string | null, readonly instances: ReadonlyArray<{ readonly id: string }>, readonly databases: ReadonlyArray<{ readonly id: string, readonly status: database_statuses_enum }> } | null };

export type ForgetEnvironmentMutationVariables = Exact<{
  id: string;
}>;


export type ForgetEnvironmentMutation = { readonly delete_environments: { readonly affected_rows: number } | null };

export type ProjectToDeleteQueryVariables = Exact<{
  id: string;
}>;


export type ProjectToDeleteQuery = { readonly projects_by_pk: { readonly id: string, readonly deleting_at: string | null, readonly services: ReadonlyArray<{ readonly id: string }>, readonly environments: ReadonlyArray<{ readonly id: string }>, readonly tenant_clusters: ReadonlyArray<{ readonly id: string, readonly status: tenant_cluster_statuses_enum }> } | null };

export type ForgetProjectMutationVariables = Exact<{
  id: string;
}>;


export type ForgetProjectMutation = { readonly delete_projects: { readonly affected_rows: number } | null };

export type DeleteDatabasesMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  deadlineAt: string;
}>;


export type DeleteDatabasesMutation = { readonly update_databases: { readonly affected_rows: number } | null };

export type DeleteTenantClustersMutationVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  deadlineAt: string;
}>;


export type DeleteTenantClustersMutation = { readonly update_tenant_clusters: { readonly affected_rows: number } | null };

export type DeleteContentsMutationVariables = Exact<{
  projectId: string;
  now: string;
}>;


export type DeleteContentsMutation = { readonly update_services: { readonly affected_rows: number } | null, readonly update_environments: { readonly affected_rows: number } | null };

export type JobRunToReconcileQueryVariables = Exact<{
  id: string;
}>;


export type JobRunToReconcileQuery = { readonly job_runs_by_pk: { readonly id: string, readonly status: job_run_statuses_enum, readonly status_reason: string | null, readonly scheduled_for: string | null, readonly command: string | null, readonly created_at: string, readonly deadline_at: string | null, readonly organization_id: string, readonly project_id: string, readonly service: { readonly id: string, readonly slug: string, readonly type: service_types_enum, readonly concurrency_policy: concurrency_policies_enum, readonly job_timeout_seconds: number }, readonly instance: { readonly id: string, readonly environment: { readonly id: string, readonly slug: string, readonly namespace: string | null, readonly cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } | null, readonly tenant_cluster: { readonly id: string, readonly namespace: string, readonly host_cluster: { readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null } } | null, readonly project: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }>, readonly organization: { readonly id: string, readonly slug: string, readonly quota_limits: ReadonlyArray<{ readonly quota: string | null, readonly maximum: string | null }> } } }, readonly job_runs: ReadonlyArray<{ readonly id: string, readonly status: job_run_statuses_enum, readonly created_at: string }> }, readonly deployment: { readonly id: string, readonly image: string | null, readonly image_digest: string | null, readonly variables: unknown, readonly secrets: ReadonlyArray<{ readonly key: string, readonly secret_version: { readonly id: string, readonly store: string, readonly sealed: string | null, readonly secret: { readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string } } }>, readonly build: { readonly artifact_kind: artifact_kinds_enum | null, readonly artifact_reference: string | null, readonly artifact_digest: string | null, readonly artifact_framework: string | null, readonly artifact_processes: unknown, readonly artifact_removed_at: string | null } | null, readonly config: { readonly variables: unknown, readonly start_command: string | null, readonly stop_timeout_seconds: number } | null } | null } | null };

export type NoteRunClearedMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type NoteRunClearedMutation = { readonly update_job_runs: { readonly affected_rows: number } | null };

export type MoveJobRunMutationVariables = Exact<{
  id: string;
  from: job_run_statuses_enum;
  set: job_runs_set_input;
}>;


export type MoveJobRunMutation = { readonly update_job_runs: { readonly affected_rows: number } | null };

export type LastScheduledQueryVariables = Exact<{
  id: string;
}>;


export type LastScheduledQuery = { readonly job_runs: ReadonlyArray<{ readonly scheduled_for: string | null }>, readonly deployments: ReadonlyArray<{ readonly finished_at: string | null }> };

export type ScheduleJobRunMutationVariables = Exact<{
  run: job_runs_insert_input;
}>;


export type ScheduleJobRunMutation = { readonly insert_job_runs_one: { readonly id: string } | null };

export type SecretTargetQueryVariables = Exact<{
  id: string;
  userId: string;
}>;


export type SecretTargetQuery = { readonly organization_members: ReadonlyArray<{ readonly role: member_roles_enum }>, readonly projects_by_pk: { readonly id: string } | null, readonly environments_by_pk: { readonly id: string, readonly is_protected: boolean } | null, readonly services_by_pk: { readonly id: string } | null };

export type RecordedSecretFragment = { readonly key: string, readonly secret_version: { readonly id: string, readonly store: string, readonly sealed: string | null, readonly secret: { readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string } } };

export type SecretByIdQueryVariables = Exact<{
  id: string;
}>;


export type SecretByIdQuery = { readonly secrets_by_pk: { readonly id: string, readonly scope: secret_scopes_enum, readonly target_id: string, readonly key: string } | null };

export type WriteSecretsMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  secrets: ReadonlyArray<secrets_insert_input> | secrets_insert_input;
  versions: ReadonlyArray<secret_versions_insert_input> | secret_versions_insert_input;
}>;


export type WriteSecretsMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly insert_secrets: { readonly affected_rows: number } | null, readonly insert_secret_versions: { readonly affected_rows: number } | null };

export type DeleteSecretMutationVariables = Exact<{
  actorId: string;
  requestId: string;
  action: string;
  inputHash: string;
  answer: unknown;
  id: string;
  now: string;
}>;


export type DeleteSecretMutation = { readonly insert_requests_one: { readonly request_id: string } | null, readonly update_secrets: { readonly affected_rows: number } | null };

export type SecretForBlastRadiusQueryVariables = Exact<{
  id: string;
}>;


export type SecretForBlastRadiusQuery = { readonly secrets_by_pk: { readonly id: string, readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string, readonly key: string, readonly version: number, readonly updated_at: string, readonly updater: { readonly email: string } | null, readonly deployments: ReadonlyArray<{ readonly deployment: { readonly id: string, readonly created_at: string } }> } | null };

export type SecretReadersQueryVariables = Exact<{
  targetId: string;
  key: string;
}>;


export type SecretReadersQuery = { readonly service_instances: ReadonlyArray<{ readonly organization_id: string, readonly project_id: string, readonly environment_id: string, readonly service_id: string, readonly environment: { readonly slug: string }, readonly service: { readonly slug: string, readonly project: { readonly slug: string } }, readonly current_deployment: { readonly id: string, readonly secrets: ReadonlyArray<{ readonly secret_id: string, readonly secret_version: { readonly version: number } }> } | null }>, readonly secrets: ReadonlyArray<{ readonly id: string, readonly scope: secret_scopes_enum, readonly target_id: string }> };

export type SetSecretsMutationVariables = Exact<{
  scope: string;
  targetId?: string | null | undefined;
  secrets: ReadonlyArray<SecretInput> | SecretInput;
  requestId: string;
}>;


export type SetSecretsMutation = { readonly setSecrets: { readonly secretIds: ReadonlyArray<string> } };

export type RemoveSecretMutationVariables = Exact<{
  secretId: string;
  requestId: string;
}>;


export type RemoveSecretMutation = { readonly deleteSecret: { readonly secretId: string } };

export type SecretsQueryVariables = Exact<{ [key: string]: never; }>;


export type SecretsQuery = { readonly secrets: ReadonlyArray<{ readonly id: string, readonly scope: secret_scopes_enum, readonly target_id: string, readonly key: string, readonly version: number, readonly updated_at: string, readonly updater: { readonly email: string } | null, readonly project: { readonly slug: string } | null, readonly environment: { readonly slug: string } | null, readonly service: { readonly slug: string } | null }> };

export type EnvironmentBySlugQueryVariables = Exact<{
  project: string;
  slug: string;
}>;


export type EnvironmentBySlugQuery = { readonly environments: ReadonlyArray<{ readonly id: string, readonly project_id: string }> };

export type BlastRadiusQueryVariables = Exact<{
  secretId: string;
}>;


export type BlastRadiusQuery = { readonly secretBlastRadius: { readonly secretId: string, readonly scope: string, readonly key: string, readonly version: number, readonly lastRotatedAt: string, readonly lastRotatedBy: string | null, readonly lastUsedAt: string | null, readonly lastUsedDeploymentId: string | null, readonly readers: ReadonlyArray<{ readonly serviceId: string, readonly service: string, readonly environmentId: string, readonly environment: string, readonly versionInUse: number | null, readonly deploymentId: string | null, readonly readsNext: boolean }> } };

export type SecretsToDestroyQueryVariables = Exact<{
  limit: number;
}>;


export type SecretsToDestroyQuery = { readonly secret_versions: ReadonlyArray<{ readonly id: string }> };

export type DestroySecretVersionMutationVariables = Exact<{
  id: string;
  now: string;
}>;


export type DestroySecretVersionMutation = { readonly update_secret_versions: { readonly affected_rows: number } | null };

export type SealedOtherwiseQueryVariables = Exact<{
  unlike: string;
  after: string;
  limit: number;
}>;


export type SealedOtherwiseQuery = { readonly secret_versions: ReadonlyArray<{ readonly id: string, readonly sealed: string | null, readonly secret: { readonly organization_id: string, readonly scope: secret_scopes_enum, readonly target_id: string, readonly key: string } }>, readonly git_connections: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly target_id: string, readonly host: string, readonly path: string, readonly value_id: string, readonly sealed: string }>, readonly registry_credentials: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly target_id: string, readonly registry: string, readonly value_id: string, readonly sealed: string }>, readonly webhooks: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly secret_version: number, readonly secret_sealed: string, readonly previous_secret_sealed: string | null }>, readonly notification_channels: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly target_sealed: string | null }>, readonly database_credentials: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly database_id: string, readonly username: string, readonly sealed_password: string }>, readonly clusters: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null }>, readonly kubeconfig_grants: ReadonlyArray<{ readonly id: string, readonly organization_id: string, readonly sealed_kubeconfig: string | null }> };

export type RewrapSecretVersionMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
  keyId?: string | null | undefined;
  store: string;
}>;


export type RewrapSecretVersionMutation = { readonly update_secret_versions: { readonly affected_rows: number } | null };

export type RewrapGitConnectionMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
  keyId?: string | null | undefined;
  store: string;
}>;


export type RewrapGitConnectionMutation = { readonly update_git_connections: { readonly affected_rows: number } | null };

export type RewrapRegistryCredentialMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
  keyId?: string | null | undefined;
  store: string;
}>;


export type RewrapRegistryCredentialMutation = { readonly update_registry_credentials: { readonly affected_rows: number } | null };

export type RewrapWebhookMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapWebhookMutation = { readonly update_webhooks: { readonly affected_rows: number } | null };

export type RewrapWebhookPreviousMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapWebhookPreviousMutation = { readonly update_webhooks: { readonly affected_rows: number } | null };

export type RewrapNotificationChannelMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapNotificationChannelMutation = { readonly update_notification_channels: { readonly affected_rows: number } | null };

export type RewrapDatabaseCredentialsMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapDatabaseCredentialsMutation = { readonly update_database_credentials: { readonly affected_rows: number } | null };

export type RewrapClusterMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapClusterMutation = { readonly update_clusters: { readonly affected_rows: number } | null };

export type RewrapKubeconfigGrantMutationVariables = Exact<{
  id: string;
  before: string;
  sealed: string;
}>;


export type RewrapKubeconfigGrantMutation = { readonly update_kubeconfig_grants: { readonly affected_rows: number } | null };

export type DiscardedSecretsQueryVariables = Exact<{
  limit: number;
}>;


export type DiscardedSecretsQuery = { readonly discarded_secrets: ReadonlyArray<{ readonly id: string, readonly sealed: string }> };

export type ForgetDiscardedSecretMutationVariables = Exact<{
  id: string;
}>;


export type ForgetDiscardedSecretMutation = { readonly delete_discarded_secrets_by_pk: { readonly id: string } | null };

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
export const DatabaseLineFragmentDoc = new TypedDocumentString(`
    fragment DatabaseLine on databases {
  id
  slug
  name
  engine
  observed_version
  nodes
  memory_megabytes
  cpu_millicores
  storage_gigabytes
  pooling
  status
  status_reason
  failure_step
  failure_reason
  host
  port
  pooler_host
  pooler_port
  size_bytes
  recoverable_from
  created_at
  observed_at
  project {
    slug
  }
  environment {
    slug
  }
}
    `, {"fragmentName":"DatabaseLine"}) as unknown as TypedDocumentString<DatabaseLineFragment, unknown>;
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
    address
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
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
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
  max_replicas
  cpu_target_percent
  memory_target_percent
  scaled_replicas
  scaled_reason
  scaled_at
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  address
  volume_gigabytes
  environment {
    slug
    region {
      slug
      status
      status_reason
      updated_at
      failover_region {
        slug
      }
    }
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
  domains(order_by: {hostname: asc}) {
    hostname
    status
    status_reason
    dns_reason
    url
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
export const EnvironmentInUseFragmentDoc = new TypedDocumentString(`
    fragment EnvironmentInUse on environments {
  slug
  project {
    slug
  }
  instances(order_by: {service: {slug: asc}}) {
    service {
      slug
    }
  }
}
    `, {"fragmentName":"EnvironmentInUse"}) as unknown as TypedDocumentString<EnvironmentInUseFragment, unknown>;
export const CommandedDatabaseFragmentDoc = new TypedDocumentString(`
    fragment CommandedDatabase on databases {
  id
  organization_id
  project_id
  environment_id
  region_id
  region {
    slug
  }
  environment {
    slug
    is_protected
  }
  slug
  name
  engine
  version
  nodes
  cpu_millicores
  memory_megabytes
  storage_gigabytes
  pooling
  database_name
  status
  host
  port
  pooler_host
  pooler_port
  recoverable_from
  created_by
}
    `, {"fragmentName":"CommandedDatabase"}) as unknown as TypedDocumentString<CommandedDatabaseFragment, unknown>;
export const BoundDatabaseFragmentDoc = new TypedDocumentString(`
    fragment BoundDatabase on database_bindings {
  variable
  use_pooler
  database {
    id
    organization_id
    environment_id
    slug
    status
    database_name
    host
    port
    pooler_host
    pooler_port
    credentials(where: {expires_at: {_is_null: true}}) {
      id
      username
      sealed_password
      expires_at
    }
  }
}
    `, {"fragmentName":"BoundDatabase"}) as unknown as TypedDocumentString<BoundDatabaseFragment, unknown>;
export const DomainLineFragmentDoc = new TypedDocumentString(`
    fragment DomainLine on service_domains {
  id
  hostname
  verification_token
  dns_target
  status
  status_reason
  dns_reason
  url
  verified_at
  certificate_expires_at
  checked_at
  environment {
    slug
  }
  service {
    slug
    project {
      slug
    }
  }
}
    `, {"fragmentName":"DomainLine"}) as unknown as TypedDocumentString<DomainLineFragment, unknown>;
export const PlacedLineFragmentDoc = new TypedDocumentString(`
    fragment PlacedLine on log_lines {
  id
  organization_id
  project_id
  service_id
  build_id
  service_instance_id
  job_run_id
  deployment_id
  replica
  stream
  level
  line
  logged_at
}
    `, {"fragmentName":"PlacedLine"}) as unknown as TypedDocumentString<PlacedLineFragment, unknown>;
export const SampleRowFragmentDoc = new TypedDocumentString(`
    fragment SampleRow on service_metrics {
  measured_at
  cpu_cores
  memory_bytes
  requests
  request_errors
  latency_p90_ms
  replicas
}
    `, {"fragmentName":"SampleRow"}) as unknown as TypedDocumentString<SampleRowFragment, unknown>;
export const QuotaLineFragmentDoc = new TypedDocumentString(`
    fragment QuotaLine on quota_usage {
  organization {
    slug
  }
  project {
    slug
  }
  quota
  maximum
  used
  is_default
}
    `, {"fragmentName":"QuotaLine"}) as unknown as TypedDocumentString<QuotaLineFragment, unknown>;
export const PlaceOfEnvironmentFragmentDoc = new TypedDocumentString(`
    fragment PlaceOfEnvironment on environments {
  id
  slug
  namespace
  cluster {
    id
    organization_id
    sealed_kubeconfig
  }
  tenant_cluster {
    id
    namespace
    host_cluster {
      id
      organization_id
      sealed_kubeconfig
    }
  }
  project {
    id
    slug
    quota_limits {
      quota
      maximum
    }
    organization {
      id
      slug
      quota_limits(
        where: {project_id: {_is_null: true}, quota: {_in: ["cpu_millicores", "memory_megabytes", "storage_gigabytes"]}}
      ) {
        quota
        maximum
      }
    }
  }
}
    `, {"fragmentName":"PlaceOfEnvironment"}) as unknown as TypedDocumentString<PlaceOfEnvironmentFragment, unknown>;
export const RecordedSecretFragmentDoc = new TypedDocumentString(`
    fragment RecordedSecret on deployment_secrets {
  key
  secret_version {
    id
    store
    sealed
    secret {
      organization_id
      scope
      target_id
    }
  }
}
    `, {"fragmentName":"RecordedSecret"}) as unknown as TypedDocumentString<RecordedSecretFragment, unknown>;
export const CreateUnprovenAccountDocument = new TypedDocumentString(`
    mutation CreateUnprovenAccount($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $email: String!, $name: String!, $passwordHash: String!, $organizationName: String!, $organizationSlug: String!, $mail: account_mails_insert_input!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_users_one(
    object: {id: $id, email: $email, name: $name, email_verified_at: null, credential: {data: {password_hash: $passwordHash}}, memberships: {data: [{role: org_owner, organization: {data: {slug: $organizationSlug, name: $organizationName}}}]}}
  ) {
    id
  }
  insert_account_mails_one(object: $mail) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateUnprovenAccountMutation, CreateUnprovenAccountMutationVariables>;
export const NoteRequestAndMailDocument = new TypedDocumentString(`
    mutation NoteRequestAndMail($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $mails: [account_mails_insert_input!]!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_account_mails(objects: $mails) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteRequestAndMailMutation, NoteRequestAndMailMutationVariables>;
export const QueueMailDocument = new TypedDocumentString(`
    mutation QueueMail($mail: account_mails_insert_input!) {
  insert_account_mails_one(object: $mail) {
    id
  }
}
    `) as unknown as TypedDocumentString<QueueMailMutation, QueueMailMutationVariables>;
export const PersonToMailDocument = new TypedDocumentString(`
    query PersonToMail($email: String!) {
  users(where: {email: {_eq: $email}}) {
    id
    is_active
    credential {
      user_id
    }
  }
}
    `) as unknown as TypedDocumentString<PersonToMailQuery, PersonToMailQueryVariables>;
export const RecentMailDocument = new TypedDocumentString(`
    query RecentMail($userId: uuid!, $kind: account_mail_kinds_enum!, $since: timestamptz!) {
  account_mails(
    where: {user_id: {_eq: $userId}, kind: {_eq: $kind}, created_at: {_gt: $since}}
    limit: 1
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RecentMailQuery, RecentMailQueryVariables>;
export const AccountMailByTokenDocument = new TypedDocumentString(`
    query AccountMailByToken($hash: String!) {
  account_mails(where: {token_hash: {_eq: $hash}}) {
    id
    kind
    email
    expires_at
    used_at
    user {
      id
      email
      is_active
    }
  }
}
    `) as unknown as TypedDocumentString<AccountMailByTokenQuery, AccountMailByTokenQueryVariables>;
export const ProveAddressDocument = new TypedDocumentString(`
    mutation ProveAddress($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $mailId: uuid!, $userId: uuid!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_account_mails_by_pk(pk_columns: {id: $mailId}, _set: {used_at: $now}) {
    id
  }
  update_users_by_pk(pk_columns: {id: $userId}, _set: {email_verified_at: $now}) {
    id
  }
}
    `) as unknown as TypedDocumentString<ProveAddressMutation, ProveAddressMutationVariables>;
export const ReplacePasswordDocument = new TypedDocumentString(`
    mutation ReplacePassword($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $mailId: uuid!, $userId: uuid!, $passwordHash: String!, $told: account_mails_insert_input!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_account_mails_by_pk(pk_columns: {id: $mailId}, _set: {used_at: $now}) {
    id
  }
  others: update_account_mails(
    where: {user_id: {_eq: $userId}, id: {_neq: $mailId}, kind: {_in: [reset_password, address_known]}, used_at: {_is_null: true}}
    _set: {used_at: $now}
  ) {
    affected_rows
  }
  insert_user_credentials_one(
    object: {user_id: $userId, password_hash: $passwordHash}
    on_conflict: {constraint: user_credentials_pkey, update_columns: [password_hash]}
  ) {
    user_id
  }
  update_refresh_tokens(
    where: {user_id: {_eq: $userId}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
  update_users_by_pk(pk_columns: {id: $userId}, _set: {email_verified_at: $now}) {
    id
  }
  insert_account_mails_one(object: $told) {
    id
  }
}
    `) as unknown as TypedDocumentString<ReplacePasswordMutation, ReplacePasswordMutationVariables>;
export const PasswordToChangeDocument = new TypedDocumentString(`
    query PasswordToChange($userId: uuid!) {
  users_by_pk(id: $userId) {
    email
    is_active
    credential {
      password_hash
    }
  }
}
    `) as unknown as TypedDocumentString<PasswordToChangeQuery, PasswordToChangeQueryVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $userId: uuid!, $passwordHash: String!, $attemptId: uuid!, $mails: [account_mails_insert_input!]!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_user_credentials_by_pk(
    pk_columns: {user_id: $userId}
    _set: {password_hash: $passwordHash}
  ) {
    user_id
  }
  update_refresh_tokens(
    where: {user_id: {_eq: $userId}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
  update_sign_in_attempts_by_pk(
    pk_columns: {id: $attemptId}
    _set: {succeeded_at: $now}
  ) {
    id
  }
  insert_account_mails(objects: $mails) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const AccountMailToSendDocument = new TypedDocumentString(`
    query AccountMailToSend($id: uuid!) {
  account_mails_by_pk(id: $id) {
    id
    kind
    email
    attempts
    next_attempt_at
    claimed_until
    expires_at
    used_at
    user {
      name
    }
    invitation {
      id
      role
      accepted_at
      revoked_at
      organization {
        name
      }
      inviter {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountMailToSendQuery, AccountMailToSendQueryVariables>;
export const ClaimAccountMailDocument = new TypedDocumentString(`
    mutation ClaimAccountMail($id: uuid!, $attempts: Int!, $until: timestamptz!) {
  update_account_mails(
    where: {id: {_eq: $id}, attempts: {_eq: $attempts}, next_attempt_at: {_is_null: false}}
    _inc: {attempts: 1}
    _set: {claimed_until: $until}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ClaimAccountMailMutation, ClaimAccountMailMutationVariables>;
export const RecordAccountMailDocument = new TypedDocumentString(`
    mutation RecordAccountMail($id: uuid!, $attempts: Int!, $set: account_mails_set_input!) {
  update_account_mails(
    where: {id: {_eq: $id}, attempts: {_eq: $attempts}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RecordAccountMailMutation, RecordAccountMailMutationVariables>;
export const WaitingAccountMailsDocument = new TypedDocumentString(`
    query WaitingAccountMails {
  account_mails(where: {next_attempt_at: {_is_null: false}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<WaitingAccountMailsQuery, WaitingAccountMailsQueryVariables>;
export const ExchangeApiKeyDocument = new TypedDocumentString(`
    query ExchangeApiKey($key: String!) {
  exchangeApiKey(key: $key) {
    accessToken
    accessTokenExpiresAt
  }
}
    `) as unknown as TypedDocumentString<ExchangeApiKeyQuery, ExchangeApiKeyQueryVariables>;
export const OwnApiKeysDocument = new TypedDocumentString(`
    query OwnApiKeys {
  api_keys(order_by: {created_at: desc}) {
    id
    name
    hint
    scopes
    created_at
    expires_at
    last_used_at
    revoked_at
    user {
      email
    }
  }
}
    `) as unknown as TypedDocumentString<OwnApiKeysQuery, OwnApiKeysQueryVariables>;
export const MakeApiKeyDocument = new TypedDocumentString(`
    mutation MakeApiKey($name: String!, $scopes: [String!]!, $expiresInDays: Int, $requestId: uuid!) {
  createApiKey(
    name: $name
    scopes: $scopes
    expiresInDays: $expiresInDays
    requestId: $requestId
  ) {
    apiKeyId
    key
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<MakeApiKeyMutation, MakeApiKeyMutationVariables>;
export const EndApiKeyDocument = new TypedDocumentString(`
    mutation EndApiKey($apiKeyId: uuid!, $requestId: uuid!) {
  revokeApiKey(apiKeyId: $apiKeyId, requestId: $requestId) {
    apiKeyId
  }
}
    `) as unknown as TypedDocumentString<EndApiKeyMutation, EndApiKeyMutationVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($organizationId: uuid!) {
  organization_members(
    where: {organization_id: {_eq: $organizationId}}
    order_by: {created_at: asc}
  ) {
    role
    created_at
    user {
      id
      email
      name
      is_active
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const SendInvitationDocument = new TypedDocumentString(`
    mutation SendInvitation($email: String!, $role: String!, $requestId: uuid!) {
  inviteMember(email: $email, role: $role, requestId: $requestId) {
    invitationId
    token
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SendInvitationMutation, SendInvitationMutationVariables>;
export const JoinOrganizationDocument = new TypedDocumentString(`
    mutation JoinOrganization($token: String!, $name: String, $password: String, $requestId: uuid!) {
  acceptInvitation(
    token: $token
    name: $name
    password: $password
    requestId: $requestId
  ) {
    organizationId
    role
  }
}
    `) as unknown as TypedDocumentString<JoinOrganizationMutation, JoinOrganizationMutationVariables>;
export const SetMemberRoleDocument = new TypedDocumentString(`
    mutation SetMemberRole($organizationId: uuid!, $userId: uuid!, $role: member_roles_enum!) {
  update_organization_members_by_pk(
    pk_columns: {organization_id: $organizationId, user_id: $userId}
    _set: {role: $role}
  ) {
    role
  }
}
    `) as unknown as TypedDocumentString<SetMemberRoleMutation, SetMemberRoleMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($organizationId: uuid!, $userId: uuid!) {
  delete_organization_members_by_pk(
    organization_id: $organizationId
    user_id: $userId
  ) {
    user_id
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const SwitchOrganizationDocument = new TypedDocumentString(`
    mutation SwitchOrganization($refreshToken: String!, $organization: String!, $requestId: uuid!) {
  switchOrganization(
    refreshToken: $refreshToken
    organization: $organization
    requestId: $requestId
  ) {
    accessToken
    accessTokenExpiresAt
    refreshToken
    organizationId
    role
  }
}
    `) as unknown as TypedDocumentString<SwitchOrganizationMutation, SwitchOrganizationMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere($requestId: uuid!) {
  signOutEverywhere(requestId: $requestId) {
    endedTokens
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const RotateKeysDocument = new TypedDocumentString(`
    mutation RotateKeys($revokeOld: Boolean!, $requestId: uuid!) {
  rotateSigningKeys(revokeOld: $revokeOld, requestId: $requestId) {
    keyId
    activeAt
  }
}
    `) as unknown as TypedDocumentString<RotateKeysMutation, RotateKeysMutationVariables>;
export const ExchangeSignInCodeDocument = new TypedDocumentString(`
    mutation ExchangeSignInCode($code: String!, $verifier: String!, $requestId: uuid!) {
  exchangeSignInCode(code: $code, verifier: $verifier, requestId: $requestId) {
    accessToken
    accessTokenExpiresAt
    refreshToken
    userId
    organizationId
    role
  }
}
    `) as unknown as TypedDocumentString<ExchangeSignInCodeMutation, ExchangeSignInCodeMutationVariables>;
export const OwnAddressDocument = new TypedDocumentString(`
    query OwnAddress($userId: uuid!) {
  users_by_pk(id: $userId) {
    email
  }
}
    `) as unknown as TypedDocumentString<OwnAddressQuery, OwnAddressQueryVariables>;
export const AnyUserDocument = new TypedDocumentString(`
    query AnyUser {
  users(limit: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<AnyUserQuery, AnyUserQueryVariables>;
export const MakeFirstAdministratorDocument = new TypedDocumentString(`
    mutation MakeFirstAdministrator($email: String!, $passwordHash: String!) {
  insert_organizations_one(
    object: {slug: "main", name: "Main", members: {data: [{role: org_owner, user: {data: {email: $email, name: "Administrator", is_platform_admin: true, credential: {data: {password_hash: $passwordHash}}}}}]}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<MakeFirstAdministratorMutation, MakeFirstAdministratorMutationVariables>;
export const AttentionDocument = new TypedDocumentString(`
    query Attention($since: timestamptz!, $overdue: timestamptz!, $expiring: timestamptz!) {
  strays(
    where: {gone_at: {_is_null: true}}
    order_by: {first_seen_at: desc}
    limit: 100
  ) {
    kind
    platform
    name
    installation
    first_seen_at
  }
  event_dead_letters(
    where: {settled_at: {_is_null: true}}
    order_by: {created_at: desc}
    limit: 100
  ) {
    id
    consumer
    event_type
    deliveries
    created_at
  }
  regions(where: {status: {_eq: unavailable}}, order_by: {slug: asc}) {
    slug
    status_reason
    updated_at
  }
  clusters(
    where: {status: {_in: [unreachable, failed]}}
    order_by: {status_changed_at: desc}
    limit: 100
  ) {
    slug
    status
    status_reason
    failure_reason
    status_changed_at
    organization {
      slug
    }
  }
  tenant_clusters(
    where: {status: {_eq: failed}}
    order_by: {status_changed_at: desc}
    limit: 100
  ) {
    slug
    status
    failure_reason
    status_changed_at
    organization {
      slug
    }
  }
  databases(
    where: {status: {_in: [unreachable, lost, failed]}}
    order_by: {status_changed_at: desc}
    limit: 100
  ) {
    slug
    status
    status_reason
    failure_reason
    status_changed_at
    organization {
      slug
    }
    project {
      slug
    }
  }
  database_backups(
    where: {status: {_eq: failed}, created_at: {_gte: $since}}
    order_by: {created_at: desc}
    limit: 100
  ) {
    failure_reason
    created_at
    organization {
      slug
    }
    project {
      slug
    }
    database {
      slug
    }
  }
  service_instances(
    where: {desired_state: {_eq: running}, status: {_eq: unknown}}
    order_by: {status_changed_at: desc}
    limit: 100
  ) {
    status_reason
    status_changed_at
    organization {
      slug
    }
    project {
      slug
    }
    service {
      slug
    }
    environment {
      slug
    }
  }
  service_domains(
    where: {_or: [{status: {_eq: failed}}, {status: {_in: [issuing, active]}, certificate_expires_at: {_lt: $expiring}}]}
    order_by: {updated_at: desc}
    limit: 100
  ) {
    hostname
    status
    status_reason
    certificate_expires_at
    updated_at
    organization {
      slug
    }
  }
  deployments(
    where: {status: {_in: [queued, building, scanning, deploying, verifying, cancelling]}, deadline_at: {_lt: $overdue}}
    order_by: {deadline_at: asc}
    limit: 100
  ) {
    id
    status
    deadline_at
    organization {
      slug
    }
    project {
      slug
    }
    service {
      slug
    }
  }
  webhooks(
    where: {_or: [{failing_since: {_is_null: false}}, {disabled_reason: {_is_null: false}}, {deliveries: {status: {_eq: failed}, created_at: {_gte: $since}}}]}
    order_by: {updated_at: desc}
    limit: 100
  ) {
    name
    failing_since
    disabled_reason
    updated_at
    organization {
      slug
    }
    given_up: deliveries_aggregate(
      where: {status: {_eq: failed}, created_at: {_gte: $since}}
    ) {
      aggregate {
        count
      }
    }
  }
  notification_channels(
    where: {is_enabled: {_eq: true}, last_failure_at: {_is_null: false}}
    order_by: {last_failure_at: desc}
    limit: 100
  ) {
    name
    last_success_at
    last_failure_at
    last_failure_reason
    organization {
      slug
    }
  }
  commit_statuses(
    where: {is_open: {_eq: false}, attempts: {_gt: 0}, failure_reason: {_is_null: false}, updated_at: {_gte: $since}}
    order_by: {updated_at: desc}
    limit: 100
  ) {
    git_commit
    failure_reason
    updated_at
    organization {
      slug
    }
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const EarlierAnonymousRequestDocument = new TypedDocumentString(`
    query EarlierAnonymousRequest($requestId: uuid!) {
  anonymous_requests_by_pk(request_id: $requestId) {
    input_hash
    answer
  }
}
    `) as unknown as TypedDocumentString<EarlierAnonymousRequestQuery, EarlierAnonymousRequestQueryVariables>;
export const BeginAttemptDocument = new TypedDocumentString(`
    mutation BeginAttempt($id: uuid!, $accountKey: String!, $address: String) {
  insert_sign_in_attempts_one(
    object: {id: $id, account_key: $accountKey, address: $address}
    on_conflict: {constraint: sign_in_attempts_pkey, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<BeginAttemptMutation, BeginAttemptMutationVariables>;
export const UserForSignInDocument = new TypedDocumentString(`
    query UserForSignIn($email: String!) {
  users(where: {email: {_eq: $email}}) {
    ...SessionUser
    email_verified_at
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
    fingerprint_hash
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
export const SessionTokenDocument = new TypedDocumentString(`
    query SessionToken($id: uuid!) {
  refresh_tokens_by_pk(id: $id) {
    id
    family_id
    organization_id
    fingerprint_hash
    created_at
    expires_at
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
}`) as unknown as TypedDocumentString<SessionTokenQuery, SessionTokenQueryVariables>;
export const StartSessionDocument = new TypedDocumentString(`
    mutation StartSession($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $attemptId: uuid!, $id: uuid!, $userId: uuid!, $organizationId: uuid!, $hash: String!, $fingerprintHash: String, $expiresAt: timestamptz!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_refresh_tokens_one(
    object: {id: $id, family_id: $id, user_id: $userId, organization_id: $organizationId, token_hash: $hash, fingerprint_hash: $fingerprintHash, expires_at: $expiresAt}
  ) {
    id
  }
  update_sign_in_attempts_by_pk(
    pk_columns: {id: $attemptId}
    _set: {succeeded_at: $now}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<StartSessionMutation, StartSessionMutationVariables>;
export const RotateRefreshTokenDocument = new TypedDocumentString(`
    mutation RotateRefreshToken($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $oldId: uuid!, $id: uuid!, $familyId: uuid!, $userId: uuid!, $organizationId: uuid!, $hash: String!, $fingerprintHash: String, $expiresAt: timestamptz!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_refresh_tokens_one(
    object: {id: $id, family_id: $familyId, user_id: $userId, organization_id: $organizationId, token_hash: $hash, fingerprint_hash: $fingerprintHash, expires_at: $expiresAt}
  ) {
    id
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
export const RefreshTokenForSignOutDocument = new TypedDocumentString(`
    query RefreshTokenForSignOut($hash: String!) {
  refresh_tokens(where: {token_hash: {_eq: $hash}}) {
    family_id
    user_id
    family_aggregate(where: {revoked_at: {_is_null: true}}) {
      aggregate {
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshTokenForSignOutQuery, RefreshTokenForSignOutQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $familyId: uuid!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_refresh_tokens(
    where: {family_id: {_eq: $familyId}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const AliveTokensDocument = new TypedDocumentString(`
    query AliveTokens($userId: uuid!) {
  refresh_tokens_aggregate(
    where: {user_id: {_eq: $userId}, revoked_at: {_is_null: true}}
  ) {
    aggregate {
      count
    }
  }
}
    `) as unknown as TypedDocumentString<AliveTokensQuery, AliveTokensQueryVariables>;
export const EndAllSessionsDocument = new TypedDocumentString(`
    mutation EndAllSessions($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $userId: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_refresh_tokens(
    where: {user_id: {_eq: $userId}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndAllSessionsMutation, EndAllSessionsMutationVariables>;
export const SessionToEndDocument = new TypedDocumentString(`
    query SessionToEnd($id: uuid!) {
  sessions_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<SessionToEndQuery, SessionToEndQueryVariables>;
export const EndOneSessionDocument = new TypedDocumentString(`
    mutation EndOneSession($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_refresh_tokens(
    where: {family_id: {_eq: $id}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
  update_sessions(
    where: {id: {_eq: $id}, ended_at: {_is_null: true}}
    _set: {ended_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndOneSessionMutation, EndOneSessionMutationVariables>;
export const AccessEndsDocument = new TypedDocumentString(`
    subscription AccessEnds {
  access_ends {
    subject_id
  }
}
    `) as unknown as TypedDocumentString<AccessEndsSubscription, AccessEndsSubscriptionVariables>;
export const BacklogDocument = new TypedDocumentString(`
    query Backlog($expiring: timestamptz!) {
  builds: builds_aggregate(where: {status: {_in: [queued, building, cancelling]}}) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  deployments: deployments_aggregate(
    where: {status: {_in: [queued, building, scanning, deploying, verifying, cancelling]}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  job_runs: job_runs_aggregate(
    where: {status: {_in: [queued, running, cancelling]}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  database_backups: database_backups_aggregate(
    where: {status: {_in: [queued, running, deleting]}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  database_restores: database_restores_aggregate(
    where: {status: {_in: [queued, restoring]}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  webhook_deliveries: webhook_deliveries_aggregate(
    where: {status: {_eq: pending}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  notifications: notifications_aggregate(where: {status: {_eq: pending}}) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  commit_statuses: commit_statuses_aggregate(where: {is_open: {_eq: true}}) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  event_outbox: event_outbox_aggregate(where: {refused_at: {_is_null: true}}) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
  strays: strays_aggregate(where: {gone_at: {_is_null: true}}) {
    aggregate {
      count
    }
  }
  domains_failed: service_domains_aggregate(where: {status: {_eq: failed}}) {
    aggregate {
      count
    }
  }
  domains_expiring: service_domains_aggregate(
    where: {status: {_in: [issuing, active]}, certificate_expires_at: {_lt: $expiring}}
  ) {
    aggregate {
      count
    }
  }
  event_dead_letters: event_dead_letters_aggregate(
    where: {settled_at: {_is_null: true}}
  ) {
    aggregate {
      count
      min {
        created_at
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BacklogQuery, BacklogQueryVariables>;
export const DatabasesDocument = new TypedDocumentString(`
    query Databases($project: String!, $database: String!, $environment: String!) {
  databases(
    where: {status: {_neq: deleted}, slug: {_like: $database}, project: {slug: {_like: $project}}, environment: {slug: {_like: $environment}}}
    order_by: [{project: {slug: asc}}, {environment: {slug: asc}}, {slug: asc}]
  ) {
    ...DatabaseLine
  }
}
    fragment DatabaseLine on databases {
  id
  slug
  name
  engine
  observed_version
  nodes
  memory_megabytes
  cpu_millicores
  storage_gigabytes
  pooling
  status
  status_reason
  failure_step
  failure_reason
  host
  port
  pooler_host
  pooler_port
  size_bytes
  recoverable_from
  created_at
  observed_at
  project {
    slug
  }
  environment {
    slug
  }
}`) as unknown as TypedDocumentString<DatabasesQuery, DatabasesQueryVariables>;
export const DatabaseInfoDocument = new TypedDocumentString(`
    query DatabaseInfo($id: uuid!) {
  databases_by_pk(id: $id) {
    ...DatabaseLine
    schedules {
      cron
      retention_days
      next_run_at
    }
    backups(
      where: {status: {_neq: deleted}}
      order_by: {created_at: desc}
      limit: 20
    ) {
      id
      kind
      status
      size_bytes
      consistent_at
      created_at
      expires_at
      failure_reason
    }
    bindings {
      variable
      service {
        slug
      }
    }
  }
}
    fragment DatabaseLine on databases {
  id
  slug
  name
  engine
  observed_version
  nodes
  memory_megabytes
  cpu_millicores
  storage_gigabytes
  pooling
  status
  status_reason
  failure_step
  failure_reason
  host
  port
  pooler_host
  pooler_port
  size_bytes
  recoverable_from
  created_at
  observed_at
  project {
    slug
  }
  environment {
    slug
  }
}`) as unknown as TypedDocumentString<DatabaseInfoQuery, DatabaseInfoQueryVariables>;
export const WatchDatabaseDocument = new TypedDocumentString(`
    subscription WatchDatabase($id: uuid!) {
  databases_by_pk(id: $id) {
    ...DatabaseLine
  }
}
    fragment DatabaseLine on databases {
  id
  slug
  name
  engine
  observed_version
  nodes
  memory_megabytes
  cpu_millicores
  storage_gigabytes
  pooling
  status
  status_reason
  failure_step
  failure_reason
  host
  port
  pooler_host
  pooler_port
  size_bytes
  recoverable_from
  created_at
  observed_at
  project {
    slug
  }
  environment {
    slug
  }
}`) as unknown as TypedDocumentString<WatchDatabaseSubscription, WatchDatabaseSubscriptionVariables>;
export const WatchBackupDocument = new TypedDocumentString(`
    subscription WatchBackup($id: uuid!) {
  database_backups_by_pk(id: $id) {
    id
    status
    size_bytes
    failure_reason
  }
}
    `) as unknown as TypedDocumentString<WatchBackupSubscription, WatchBackupSubscriptionVariables>;
export const WatchRestoreDocument = new TypedDocumentString(`
    subscription WatchRestore($id: uuid!) {
  database_restores_by_pk(id: $id) {
    id
    status
    failure_reason
  }
}
    `) as unknown as TypedDocumentString<WatchRestoreSubscription, WatchRestoreSubscriptionVariables>;
export const CreateDatabaseDocument = new TypedDocumentString(`
    mutation CreateDatabase($projectId: uuid!, $environment: String, $slug: String!, $engine: String, $version: String, $nodes: Int, $memoryMegabytes: Int, $pooling: Boolean, $serviceIds: [uuid!], $requestId: uuid!) {
  provisionDatabase(
    projectId: $projectId
    environment: $environment
    slug: $slug
    engine: $engine
    version: $version
    nodes: $nodes
    memoryMegabytes: $memoryMegabytes
    pooling: $pooling
    serviceIds: $serviceIds
    requestId: $requestId
  ) {
    databaseId
  }
}
    `) as unknown as TypedDocumentString<CreateDatabaseMutation, CreateDatabaseMutationVariables>;
export const ResizeDatabaseDocument = new TypedDocumentString(`
    mutation ResizeDatabase($databaseId: uuid!, $nodes: Int, $memoryMegabytes: Int, $storageGigabytes: Int, $pooling: Boolean, $requestId: uuid!) {
  scaleDatabase(
    databaseId: $databaseId
    nodes: $nodes
    memoryMegabytes: $memoryMegabytes
    storageGigabytes: $storageGigabytes
    pooling: $pooling
    requestId: $requestId
  ) {
    databaseId
  }
}
    `) as unknown as TypedDocumentString<ResizeDatabaseMutation, ResizeDatabaseMutationVariables>;
export const BackUpDatabaseDocument = new TypedDocumentString(`
    mutation BackUpDatabase($databaseId: uuid!, $description: String, $requestId: uuid!) {
  backupDatabase(
    databaseId: $databaseId
    description: $description
    requestId: $requestId
  ) {
    backupId
  }
}
    `) as unknown as TypedDocumentString<BackUpDatabaseMutation, BackUpDatabaseMutationVariables>;
export const BringDatabaseBackDocument = new TypedDocumentString(`
    mutation BringDatabaseBack($databaseId: uuid!, $backupId: uuid, $at: timestamptz, $into: String, $requestId: uuid!) {
  restoreDatabase(
    databaseId: $databaseId
    backupId: $backupId
    at: $at
    into: $into
    requestId: $requestId
  ) {
    restoreId
    databaseId
  }
}
    `) as unknown as TypedDocumentString<BringDatabaseBackMutation, BringDatabaseBackMutationVariables>;
export const RotateCredentialsDocument = new TypedDocumentString(`
    mutation RotateCredentials($databaseId: uuid!, $graceMinutes: Int, $requestId: uuid!) {
  rotateDatabaseCredentials(
    databaseId: $databaseId
    graceMinutes: $graceMinutes
    requestId: $requestId
  ) {
    databaseId
  }
}
    `) as unknown as TypedDocumentString<RotateCredentialsMutation, RotateCredentialsMutationVariables>;
export const RevealCredentialsDocument = new TypedDocumentString(`
    mutation RevealCredentials($databaseId: uuid!, $requestId: uuid!) {
  revealDatabaseCredentials(databaseId: $databaseId, requestId: $requestId) {
    username
    password
    databaseName
    host
    port
    url
    poolerUrl
  }
}
    `) as unknown as TypedDocumentString<RevealCredentialsMutation, RevealCredentialsMutationVariables>;
export const RemoveDatabaseDocument = new TypedDocumentString(`
    mutation RemoveDatabase($databaseId: uuid!, $keepBackups: Boolean, $requestId: uuid!) {
  deleteDatabase(
    databaseId: $databaseId
    keepBackups: $keepBackups
    requestId: $requestId
  ) {
    databaseId
  }
}
    `) as unknown as TypedDocumentString<RemoveDatabaseMutation, RemoveDatabaseMutationVariables>;
export const ClustersDocument = new TypedDocumentString(`
    query Clusters {
  clusters(where: {status: {_neq: deleted}}, order_by: {slug: asc}) {
    id
    slug
    source
    status
    status_reason
    kubernetes_version
    region {
      slug
    }
  }
  tenant_clusters(where: {status: {_neq: deleted}}, order_by: {slug: asc}) {
    id
    slug
    status
    status_reason
    kubernetes_version
  }
}
    `) as unknown as TypedDocumentString<ClustersQuery, ClustersQueryVariables>;
export const AddClusterDocument = new TypedDocumentString(`
    mutation AddCluster($slug: String!, $region: String, $kubeconfig: String!, $requestId: uuid!) {
  registerCluster(
    slug: $slug
    region: $region
    kubeconfig: $kubeconfig
    requestId: $requestId
  ) {
    clusterId
  }
}
    `) as unknown as TypedDocumentString<AddClusterMutation, AddClusterMutationVariables>;
export const ResizeClusterDocument = new TypedDocumentString(`
    mutation ResizeCluster($clusterId: uuid!, $pool: String!, $quantity: Int!, $machineType: String, $requestId: uuid!) {
  scaleCluster(
    clusterId: $clusterId
    pool: $pool
    quantity: $quantity
    machineType: $machineType
    requestId: $requestId
  ) {
    clusterId
  }
}
    `) as unknown as TypedDocumentString<ResizeClusterMutation, ResizeClusterMutationVariables>;
export const RemoveClusterDocument = new TypedDocumentString(`
    mutation RemoveCluster($clusterId: uuid!, $force: Boolean, $confirm: String, $requestId: uuid!) {
  deleteCluster(
    clusterId: $clusterId
    force: $force
    confirm: $confirm
    requestId: $requestId
  ) {
    clusterId
  }
}
    `) as unknown as TypedDocumentString<RemoveClusterMutation, RemoveClusterMutationVariables>;
export const AskForKubeconfigDocument = new TypedDocumentString(`
    mutation AskForKubeconfig($clusterId: uuid, $tenantClusterId: uuid, $role: String, $hours: Int, $requestId: uuid!) {
  clusterKubeconfig(
    clusterId: $clusterId
    tenantClusterId: $tenantClusterId
    role: $role
    hours: $hours
    requestId: $requestId
  ) {
    grantId
    kubeconfig
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<AskForKubeconfigMutation, AskForKubeconfigMutationVariables>;
export const ProvisionClusterDocument = new TypedDocumentString(`
    mutation ProvisionCluster($slug: String!, $name: String, $region: String, $distribution: String, $kubernetesVersion: String!, $pools: [NodePoolInput!]!, $requestId: uuid!) {
  provisionCluster(
    slug: $slug
    name: $name
    region: $region
    distribution: $distribution
    kubernetesVersion: $kubernetesVersion
    pools: $pools
    requestId: $requestId
  ) {
    clusterId
  }
}
    `) as unknown as TypedDocumentString<ProvisionClusterMutation, ProvisionClusterMutationVariables>;
export const AddTenantClusterDocument = new TypedDocumentString(`
    mutation AddTenantCluster($slug: String!, $projectId: uuid, $hostClusterId: uuid, $kubernetesVersion: String, $cpuMillicores: Int, $memoryMegabytes: Int, $storageGigabytes: Int, $requestId: uuid!) {
  createTenantCluster(
    slug: $slug
    projectId: $projectId
    hostClusterId: $hostClusterId
    kubernetesVersion: $kubernetesVersion
    cpuMillicores: $cpuMillicores
    memoryMegabytes: $memoryMegabytes
    storageGigabytes: $storageGigabytes
    requestId: $requestId
  ) {
    tenantClusterId
  }
}
    `) as unknown as TypedDocumentString<AddTenantClusterMutation, AddTenantClusterMutationVariables>;
export const RemoveTenantClusterDocument = new TypedDocumentString(`
    mutation RemoveTenantCluster($tenantClusterId: uuid!, $requestId: uuid!) {
  deleteTenantCluster(tenantClusterId: $tenantClusterId, requestId: $requestId) {
    tenantClusterId
  }
}
    `) as unknown as TypedDocumentString<RemoveTenantClusterMutation, RemoveTenantClusterMutationVariables>;
export const WatchClusterDocument = new TypedDocumentString(`
    subscription WatchCluster($id: uuid!) {
  clusters_by_pk(id: $id) {
    status
    status_reason
    failure_step
    failure_reason
    generation
    observed_generation
  }
}
    `) as unknown as TypedDocumentString<WatchClusterSubscription, WatchClusterSubscriptionVariables>;
export const WatchTenantClusterDocument = new TypedDocumentString(`
    subscription WatchTenantCluster($id: uuid!) {
  tenant_clusters_by_pk(id: $id) {
    status
    status_reason
    failure_reason
  }
}
    `) as unknown as TypedDocumentString<WatchTenantClusterSubscription, WatchTenantClusterSubscriptionVariables>;
export const ClusterPoolsDocument = new TypedDocumentString(`
    query ClusterPools($id: uuid!) {
  node_pools(where: {cluster_id: {_eq: $id}}, order_by: {name: asc}) {
    id
    name
    machine_type
    quantity
    ready_nodes
    is_control_plane
    is_etcd
    is_worker
  }
}
    `) as unknown as TypedDocumentString<ClusterPoolsQuery, ClusterPoolsQueryVariables>;
export const RemoveBackupDocument = new TypedDocumentString(`
    mutation RemoveBackup($backupId: uuid!, $requestId: uuid!) {
  deleteBackup(backupId: $backupId, requestId: $requestId) {
    backupId
  }
}
    `) as unknown as TypedDocumentString<RemoveBackupMutation, RemoveBackupMutationVariables>;
export const RemoveProjectDocument = new TypedDocumentString(`
    mutation RemoveProject($projectId: uuid!, $requestId: uuid!) {
  deleteProject(projectId: $projectId, requestId: $requestId) {
    projectId
  }
}
    `) as unknown as TypedDocumentString<RemoveProjectMutation, RemoveProjectMutationVariables>;
export const RemoveServiceDocument = new TypedDocumentString(`
    mutation RemoveService($serviceId: uuid!, $requestId: uuid!) {
  deleteService(serviceId: $serviceId, requestId: $requestId) {
    serviceId
  }
}
    `) as unknown as TypedDocumentString<RemoveServiceMutation, RemoveServiceMutationVariables>;
export const RemoveEnvironmentDocument = new TypedDocumentString(`
    mutation RemoveEnvironment($environmentId: uuid!, $requestId: uuid!) {
  deleteEnvironment(environmentId: $environmentId, requestId: $requestId) {
    environmentId
  }
}
    `) as unknown as TypedDocumentString<RemoveEnvironmentMutation, RemoveEnvironmentMutationVariables>;
export const EnvironmentsDocument = new TypedDocumentString(`
    query Environments($project: String!) {
  environments(
    where: {project: {slug: {_like: $project}}}
    order_by: [{project: {slug: asc}}, {slug: asc}]
  ) {
    id
    slug
    type
    is_protected
    expires_at
    region {
      slug
      status
    }
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<EnvironmentsQuery, EnvironmentsQueryVariables>;
export const CreateEnvironmentDocument = new TypedDocumentString(`
    mutation CreateEnvironment($environment: environments_insert_input!) {
  insert_environments_one(object: $environment) {
    id
    slug
    region {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<CreateEnvironmentMutation, CreateEnvironmentMutationVariables>;
export const PlaceEnvironmentDocument = new TypedDocumentString(`
    mutation PlaceEnvironment($id: uuid!, $place: environments_set_input!) {
  update_environments_by_pk(pk_columns: {id: $id}, _set: $place) {
    id
    slug
    region {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceEnvironmentMutation, PlaceEnvironmentMutationVariables>;
export const RegionsDocument = new TypedDocumentString(`
    query Regions {
  regions(order_by: {slug: asc}) {
    id
    slug
    name
    jurisdiction
    status
    status_reason
    updated_at
    failover_region {
      slug
    }
    environments(order_by: [{project: {slug: asc}}, {slug: asc}]) {
      slug
      project {
        slug
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RegionsQuery, RegionsQueryVariables>;
export const CreateRegionDocument = new TypedDocumentString(`
    mutation CreateRegion($region: regions_insert_input!) {
  insert_regions_one(object: $region) {
    id
    slug
  }
}
    `) as unknown as TypedDocumentString<CreateRegionMutation, CreateRegionMutationVariables>;
export const SetRegionDocument = new TypedDocumentString(`
    mutation SetRegion($slug: String!, $set: regions_set_input!) {
  update_regions(where: {slug: {_eq: $slug}}, _set: $set) {
    returning {
      id
      slug
      status
    }
  }
}
    `) as unknown as TypedDocumentString<SetRegionMutation, SetRegionMutationVariables>;
export const CredentialsDocument = new TypedDocumentString(`
    query Credentials {
  registry_credentials(order_by: {registry: asc}) {
    id
    registry
    username
    updated_at
    project {
      slug
    }
  }
  git_connections(order_by: [{host: asc}, {path: asc}]) {
    id
    host
    path
    type
    username
    updated_at
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<CredentialsQuery, CredentialsQueryVariables>;
export const GiveRegistryCredentialDocument = new TypedDocumentString(`
    mutation GiveRegistryCredential($projectId: uuid, $registry: String!, $username: String!, $password: String!, $requestId: uuid!) {
  setRegistryCredential(
    projectId: $projectId
    registry: $registry
    username: $username
    password: $password
    requestId: $requestId
  ) {
    registryCredentialId
  }
}
    `) as unknown as TypedDocumentString<GiveRegistryCredentialMutation, GiveRegistryCredentialMutationVariables>;
export const GiveGitConnectionDocument = new TypedDocumentString(`
    mutation GiveGitConnection($projectId: uuid, $host: String!, $path: String, $type: String!, $username: String, $credential: String!, $requestId: uuid!) {
  setGitConnection(
    projectId: $projectId
    host: $host
    path: $path
    type: $type
    username: $username
    credential: $credential
    requestId: $requestId
  ) {
    gitConnectionId
  }
}
    `) as unknown as TypedDocumentString<GiveGitConnectionMutation, GiveGitConnectionMutationVariables>;
export const RemoveRegistryCredentialDocument = new TypedDocumentString(`
    mutation RemoveRegistryCredential($registryCredentialId: uuid!, $requestId: uuid!) {
  deleteRegistryCredential(
    registryCredentialId: $registryCredentialId
    requestId: $requestId
  ) {
    registryCredentialId
  }
}
    `) as unknown as TypedDocumentString<RemoveRegistryCredentialMutation, RemoveRegistryCredentialMutationVariables>;
export const RemoveGitConnectionDocument = new TypedDocumentString(`
    mutation RemoveGitConnection($gitConnectionId: uuid!, $requestId: uuid!) {
  deleteGitConnection(gitConnectionId: $gitConnectionId, requestId: $requestId) {
    gitConnectionId
  }
}
    `) as unknown as TypedDocumentString<RemoveGitConnectionMutation, RemoveGitConnectionMutationVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks {
  webhooks(order_by: {name: asc}) {
    id
    name
    url
    event_types
    is_enabled
    disabled_reason
    failing_since
    consecutive_failures
    created_at
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const AddWebhookDocument = new TypedDocumentString(`
    mutation AddWebhook($name: String!, $url: String!, $eventTypes: [String!], $projectId: uuid, $requestId: uuid!) {
  createWebhook(
    name: $name
    url: $url
    eventTypes: $eventTypes
    projectId: $projectId
    requestId: $requestId
  ) {
    webhookId
    secret
  }
}
    `) as unknown as TypedDocumentString<AddWebhookMutation, AddWebhookMutationVariables>;
export const SwitchWebhookDocument = new TypedDocumentString(`
    mutation SwitchWebhook($id: uuid!, $isEnabled: Boolean!) {
  update_webhooks_by_pk(pk_columns: {id: $id}, _set: {is_enabled: $isEnabled}) {
    id
    is_enabled
  }
}
    `) as unknown as TypedDocumentString<SwitchWebhookMutation, SwitchWebhookMutationVariables>;
export const RemoveWebhookDocument = new TypedDocumentString(`
    mutation RemoveWebhook($id: uuid!) {
  delete_webhooks_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveWebhookMutation, RemoveWebhookMutationVariables>;
export const NewWebhookSecretDocument = new TypedDocumentString(`
    mutation NewWebhookSecret($webhookId: uuid!, $overlapHours: Int, $requestId: uuid!) {
  rotateWebhookSecret(
    webhookId: $webhookId
    overlapHours: $overlapHours
    requestId: $requestId
  ) {
    secret
    previousSecretUntil
  }
}
    `) as unknown as TypedDocumentString<NewWebhookSecretMutation, NewWebhookSecretMutationVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($where: webhook_deliveries_bool_exp!, $limit: Int!) {
  webhook_deliveries(where: $where, order_by: {created_at: desc}, limit: $limit) {
    id
    event_id
    event_type
    status
    attempts
    response_status
    failure_reason
    redelivery_of
    created_at
    finished_at
    next_attempt_at
  }
}
    `) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;
export const RedeliverDocument = new TypedDocumentString(`
    mutation Redeliver($deliveryId: uuid!, $requestId: uuid!) {
  redeliverWebhook(deliveryId: $deliveryId, requestId: $requestId) {
    deliveryId
  }
}
    `) as unknown as TypedDocumentString<RedeliverMutation, RedeliverMutationVariables>;
export const WatchDeliveryDocument = new TypedDocumentString(`
    subscription WatchDelivery($id: uuid!) {
  webhook_deliveries_by_pk(id: $id) {
    status
    attempts
    response_status
    failure_reason
    next_attempt_at
  }
}
    `) as unknown as TypedDocumentString<WatchDeliverySubscription, WatchDeliverySubscriptionVariables>;
export const ChannelsDocument = new TypedDocumentString(`
    query Channels {
  notification_channels(order_by: {name: asc}) {
    id
    name
    type
    target_hint
    recipients
    event_types
    minimum_severity
    is_enabled
    last_success_at
    last_failure_at
    last_failure_reason
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<ChannelsQuery, ChannelsQueryVariables>;
export const AddChannelDocument = new TypedDocumentString(`
    mutation AddChannel($name: String!, $type: String!, $url: String, $recipients: [String!], $eventTypes: [String!], $minimumSeverity: String, $projectId: uuid, $requestId: uuid!) {
  createNotificationChannel(
    name: $name
    type: $type
    url: $url
    recipients: $recipients
    eventTypes: $eventTypes
    minimumSeverity: $minimumSeverity
    projectId: $projectId
    requestId: $requestId
  ) {
    channelId
    secret
  }
}
    `) as unknown as TypedDocumentString<AddChannelMutation, AddChannelMutationVariables>;
export const SwitchChannelDocument = new TypedDocumentString(`
    mutation SwitchChannel($id: uuid!, $isEnabled: Boolean!) {
  update_notification_channels_by_pk(
    pk_columns: {id: $id}
    _set: {is_enabled: $isEnabled}
  ) {
    id
    is_enabled
  }
}
    `) as unknown as TypedDocumentString<SwitchChannelMutation, SwitchChannelMutationVariables>;
export const RemoveChannelDocument = new TypedDocumentString(`
    mutation RemoveChannel($id: uuid!) {
  delete_notification_channels_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveChannelMutation, RemoveChannelMutationVariables>;
export const TryChannelDocument = new TypedDocumentString(`
    mutation TryChannel($channelId: uuid!, $requestId: uuid!) {
  testNotificationChannel(channelId: $channelId, requestId: $requestId) {
    notificationId
  }
}
    `) as unknown as TypedDocumentString<TryChannelMutation, TryChannelMutationVariables>;
export const WatchNotificationDocument = new TypedDocumentString(`
    subscription WatchNotification($id: uuid!) {
  notifications_by_pk(id: $id) {
    status
    attempts
    failure_reason
    next_attempt_at
  }
}
    `) as unknown as TypedDocumentString<WatchNotificationSubscription, WatchNotificationSubscriptionVariables>;
export const OwnSessionsDocument = new TypedDocumentString(`
    query OwnSessions($userId: uuid!, $now: timestamptz!) {
  sessions(
    where: {user_id: {_eq: $userId}, ended_at: {_is_null: true}, expires_at: {_gt: $now}}
    order_by: {renewed_at: desc}
  ) {
    id
    is_browser
    client_address
    created_at
    renewed_at
    expires_at
    organization {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<OwnSessionsQuery, OwnSessionsQueryVariables>;
export const EndSessionOfDocument = new TypedDocumentString(`
    mutation EndSessionOf($sessionId: uuid!, $requestId: uuid!) {
  endSession(sessionId: $sessionId, requestId: $requestId) {
    sessionId
  }
}
    `) as unknown as TypedDocumentString<EndSessionOfMutation, EndSessionOfMutationVariables>;
export const ChangeOwnPasswordDocument = new TypedDocumentString(`
    mutation ChangeOwnPassword($currentPassword: String!, $newPassword: String!, $requestId: uuid!) {
  changePassword(
    currentPassword: $currentPassword
    newPassword: $newPassword
    requestId: $requestId
  ) {
    endedTokens
  }
}
    `) as unknown as TypedDocumentString<ChangeOwnPasswordMutation, ChangeOwnPasswordMutationVariables>;
export const InvitationsDocument = new TypedDocumentString(`
    query Invitations {
  invitations(order_by: {created_at: desc}, limit: 200) {
    id
    email
    role
    created_at
    expires_at
    accepted_at
    revoked_at
    inviter {
      email
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationsQuery, InvitationsQueryVariables>;
export const TakeInvitationBackDocument = new TypedDocumentString(`
    mutation TakeInvitationBack($invitationId: uuid!, $requestId: uuid!) {
  revokeInvitation(invitationId: $invitationId, requestId: $requestId) {
    invitationId
  }
}
    `) as unknown as TypedDocumentString<TakeInvitationBackMutation, TakeInvitationBackMutationVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($where: audit_log_bool_exp!, $limit: Int!) {
  audit_log(where: $where, order_by: {created_at: desc}, limit: $limit) {
    id
    created_at
    operation
    table_name
    row_id
    changed_columns
    before
    after
    actor_role
    request_id
    client_address
    actor {
      email
    }
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
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
    address
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
    address
    environment {
      slug
    }
  }
}`) as unknown as TypedDocumentString<ServiceByIdQuery, ServiceByIdQueryVariables>;
export const CreateServiceDocument = new TypedDocumentString(`
    mutation CreateService($projectId: uuid!, $slug: String!, $name: String!, $type: service_types_enum!, $source: source_types_enum! = git, $repository: String, $reference: String!, $directory: String!, $image: String, $schedule: String, $timezone: String! = "UTC") {
  insert_services_one(
    object: {project_id: $projectId, slug: $slug, name: $name, type: $type, source_type: $source, git_repository: $repository, git_reference: $reference, git_directory: $directory, image: $image, schedule: $schedule, schedule_timezone: $timezone}
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
    address
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
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<LatestConfigQuery, LatestConfigQueryVariables>;
export const CreateConfigDocument = new TypedDocumentString(`
    mutation CreateConfig($serviceId: uuid!, $variables: jsonb!, $overrides: jsonb!, $buildCommand: String, $releaseCommand: String, $startCommand: String, $port: Int, $healthPath: String, $volumePath: String, $volumeGigabytes: Int, $healthTimeoutSeconds: Int!, $stopTimeoutSeconds: Int!, $buildTimeoutSeconds: Int!, $cpuRequestMillicores: Int, $cpuLimitMillicores: Int, $memoryRequestMegabytes: Int, $memoryLimitMegabytes: Int) {
  insert_service_configs_one(
    object: {service_id: $serviceId, variables: $variables, overrides: $overrides, build_command: $buildCommand, release_command: $releaseCommand, start_command: $startCommand, port: $port, health_path: $healthPath, volume_path: $volumePath, volume_gigabytes: $volumeGigabytes, health_timeout_seconds: $healthTimeoutSeconds, stop_timeout_seconds: $stopTimeoutSeconds, build_timeout_seconds: $buildTimeoutSeconds, cpu_request_millicores: $cpuRequestMillicores, cpu_limit_millicores: $cpuLimitMillicores, memory_request_megabytes: $memoryRequestMegabytes, memory_limit_megabytes: $memoryLimitMegabytes}
  ) {
    ...ConfigValues
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
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
    mutation ScaleService($serviceId: uuid!, $environment: String!, $replicas: Int!, $maxReplicas: Int, $cpuPercent: Int, $memoryPercent: Int, $requestId: uuid!) {
  scaleService(
    serviceId: $serviceId
    environment: $environment
    replicas: $replicas
    maxReplicas: $maxReplicas
    cpuPercent: $cpuPercent
    memoryPercent: $memoryPercent
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
  max_replicas
  cpu_target_percent
  memory_target_percent
  scaled_replicas
  scaled_reason
  scaled_at
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  address
  volume_gigabytes
  environment {
    slug
    region {
      slug
      status
      status_reason
      updated_at
      failover_region {
        slug
      }
    }
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
  domains(order_by: {hostname: asc}) {
    hostname
    status
    status_reason
    dns_reason
    url
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
  max_replicas
  cpu_target_percent
  memory_target_percent
  scaled_replicas
  scaled_reason
  scaled_at
  ready_replicas
  generation
  observed_generation
  status
  status_reason
  status_changed_at
  observed_at
  url
  address
  volume_gigabytes
  environment {
    slug
    region {
      slug
      status
      status_reason
      updated_at
      failover_region {
        slug
      }
    }
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
  domains(order_by: {hostname: asc}) {
    hostname
    status
    status_reason
    dns_reason
    url
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
export const BuildLinesAfterDocument = new TypedDocumentString(`
    query BuildLinesAfter($buildId: uuid!, $after: bigint!, $limit: Int!) {
  log_lines(
    where: {build_id: {_eq: $buildId}, id: {_gt: $after}}
    order_by: {id: asc}
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
}`) as unknown as TypedDocumentString<BuildLinesAfterQuery, BuildLinesAfterQueryVariables>;
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
export const ApproveDeploymentOfDocument = new TypedDocumentString(`
    mutation ApproveDeploymentOf($deploymentId: uuid!, $comment: String, $requestId: uuid!) {
  approveDeployment(
    deploymentId: $deploymentId
    comment: $comment
    requestId: $requestId
  ) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<ApproveDeploymentOfMutation, ApproveDeploymentOfMutationVariables>;
export const RejectDeploymentOfDocument = new TypedDocumentString(`
    mutation RejectDeploymentOf($deploymentId: uuid!, $comment: String, $requestId: uuid!) {
  rejectDeployment(
    deploymentId: $deploymentId
    comment: $comment
    requestId: $requestId
  ) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<RejectDeploymentOfMutation, RejectDeploymentOfMutationVariables>;
export const PromoteDeploymentOfDocument = new TypedDocumentString(`
    mutation PromoteDeploymentOf($deploymentId: uuid!, $environment: String!, $reason: String, $requestId: uuid!) {
  promoteDeployment(
    deploymentId: $deploymentId
    environment: $environment
    reason: $reason
    requestId: $requestId
  ) {
    deploymentId
  }
}
    `) as unknown as TypedDocumentString<PromoteDeploymentOfMutation, PromoteDeploymentOfMutationVariables>;
export const RunJobOfDocument = new TypedDocumentString(`
    mutation RunJobOf($serviceId: uuid!, $environment: String, $command: String, $requestId: uuid!) {
  runJob(
    serviceId: $serviceId
    environment: $environment
    command: $command
    requestId: $requestId
  ) {
    jobRunId
  }
}
    `) as unknown as TypedDocumentString<RunJobOfMutation, RunJobOfMutationVariables>;
export const JobRunsDocument = new TypedDocumentString(`
    query JobRuns($serviceId: uuid!, $environment: String!, $limit: Int!) {
  job_runs(
    where: {service_id: {_eq: $serviceId}, environment: {slug: {_eq: $environment}}}
    order_by: {created_at: desc}
    limit: $limit
  ) {
    id
    trigger
    scheduled_for
    command
    status
    exit_code
    status_reason
    failure_reason
    created_at
    started_at
    finished_at
  }
}
    `) as unknown as TypedDocumentString<JobRunsQuery, JobRunsQueryVariables>;
export const WatchJobRunDocument = new TypedDocumentString(`
    subscription WatchJobRun($id: uuid!) {
  job_runs_by_pk(id: $id) {
    id
    status
    exit_code
    failure_reason
  }
}
    `) as unknown as TypedDocumentString<WatchJobRunSubscription, WatchJobRunSubscriptionVariables>;
export const FollowJobLinesDocument = new TypedDocumentString(`
    subscription FollowJobLines($jobRunId: uuid!, $after: bigint!) {
  log_lines_stream(
    where: {job_run_id: {_eq: $jobRunId}}
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
}`) as unknown as TypedDocumentString<FollowJobLinesSubscription, FollowJobLinesSubscriptionVariables>;
export const JobLinesAfterDocument = new TypedDocumentString(`
    query JobLinesAfter($jobRunId: uuid!, $after: bigint!) {
  log_lines(
    where: {job_run_id: {_eq: $jobRunId}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: 500
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
}`) as unknown as TypedDocumentString<JobLinesAfterQuery, JobLinesAfterQueryVariables>;
export const ConfigVersionsDocument = new TypedDocumentString(`
    query ConfigVersions($serviceId: uuid!, $limit: Int!) {
  service_configs(
    where: {service_id: {_eq: $serviceId}}
    order_by: {version: desc}
    limit: $limit
  ) {
    created_at
    author {
      email
    }
    ...ConfigValues
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<ConfigVersionsQuery, ConfigVersionsQueryVariables>;
export const ConfigVersionDocument = new TypedDocumentString(`
    query ConfigVersion($serviceId: uuid!, $version: Int!) {
  service_configs(
    where: {service_id: {_eq: $serviceId}, version: {_eq: $version}}
  ) {
    ...ConfigValues
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<ConfigVersionQuery, ConfigVersionQueryVariables>;
export const SearchLogsDocument = new TypedDocumentString(`
    query SearchLogs($serviceId: uuid!, $text: String, $from: timestamptz, $limit: Int, $before: String) {
  searchLogs(
    serviceId: $serviceId
    text: $text
    from: $from
    limit: $limit
    before: $before
  ) {
    lines {
      id
      loggedAt
      stream
      replica
      line
    }
    next
  }
}
    `) as unknown as TypedDocumentString<SearchLogsQuery, SearchLogsQueryVariables>;
export const ClusterToReconcileDocument = new TypedDocumentString(`
    query ClusterToReconcile($id: uuid!) {
  clusters_by_pk(id: $id) {
    id
    organization_id
    slug
    source
    distribution
    kubernetes_version
    generation
    status
    api_server_url
    sealed_kubeconfig
    observed_version
    deadline_at
    given_up_at
    tenant_clusters(where: {status: {_eq: deleting}}, order_by: {id: asc}) {
      id
    }
    region {
      slug
    }
    node_pools(order_by: {name: asc}) {
      id
      name
      quantity
      is_control_plane
      is_etcd
      is_worker
      machine_type
      labels
      ready_nodes
      observed_quantity
    }
  }
}
    `) as unknown as TypedDocumentString<ClusterToReconcileQuery, ClusterToReconcileQueryVariables>;
export const MoveClusterDocument = new TypedDocumentString(`
    mutation MoveCluster($id: uuid!, $from: cluster_statuses_enum!, $set: clusters_set_input!) {
  update_clusters(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveClusterMutation, MoveClusterMutationVariables>;
export const NoteNodePoolDocument = new TypedDocumentString(`
    mutation NoteNodePool($id: uuid!, $set: node_pools_set_input!) {
  update_node_pools_by_pk(pk_columns: {id: $id}, _set: $set) {
    id
  }
}
    `) as unknown as TypedDocumentString<NoteNodePoolMutation, NoteNodePoolMutationVariables>;
export const TenantClusterToReconcileDocument = new TypedDocumentString(`
    query TenantClusterToReconcile($id: uuid!) {
  tenant_clusters_by_pk(id: $id) {
    id
    organization_id
    project_id
    slug
    namespace
    kubernetes_version
    cpu_millicores
    memory_megabytes
    storage_gigabytes
    generation
    status
    api_server_url
    deadline_at
    host_cluster {
      id
      organization_id
      sealed_kubeconfig
      given_up_at
    }
  }
}
    `) as unknown as TypedDocumentString<TenantClusterToReconcileQuery, TenantClusterToReconcileQueryVariables>;
export const TenantEnvironmentsDocument = new TypedDocumentString(`
    query TenantEnvironments($id: uuid!) {
  environments(where: {tenant_cluster_id: {_eq: $id}}, order_by: {id: asc}) {
    id
    slug
    namespace
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<TenantEnvironmentsQuery, TenantEnvironmentsQueryVariables>;
export const MoveTenantClusterDocument = new TypedDocumentString(`
    mutation MoveTenantCluster($id: uuid!, $from: tenant_cluster_statuses_enum!, $set: tenant_clusters_set_input!) {
  update_tenant_clusters(
    where: {id: {_eq: $id}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveTenantClusterMutation, MoveTenantClusterMutationVariables>;
export const OpenClusterWorkDocument = new TypedDocumentString(`
    query OpenClusterWork {
  clusters(where: {status: {_neq: deleted}}) {
    id
  }
  tenant_clusters(where: {status: {_neq: deleted}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenClusterWorkQuery, OpenClusterWorkQueryVariables>;
export const OverdueClusterWorkDocument = new TypedDocumentString(`
    query OverdueClusterWork($now: timestamptz!) {
  clusters(
    where: {status: {_in: [provisioning, scaling, upgrading, deleting]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
  }
  tenant_clusters(
    where: {status: {_in: [provisioning, deleting]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
  }
  kubeconfig_grants(
    where: {ended_at: {_is_null: true}, _and: [{_or: [{expires_at: {_lte: $now}}, {revoked_at: {_is_null: false}}]}, {_or: [{issuing_until: {_is_null: true}}, {issuing_until: {_lte: $now}}]}]}
  ) {
    id
    external_id
    cluster {
      id
      organization_id
      sealed_kubeconfig
      status
    }
    tenant_cluster {
      id
      namespace
      status
      host_cluster {
        id
        organization_id
        sealed_kubeconfig
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OverdueClusterWorkQuery, OverdueClusterWorkQueryVariables>;
export const LivingGrantsDocument = new TypedDocumentString(`
    query LivingGrants($ids: [uuid!]!) {
  kubeconfig_grants(where: {id: {_in: $ids}, ended_at: {_is_null: true}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<LivingGrantsQuery, LivingGrantsQueryVariables>;
export const GiveUpGrantsDocument = new TypedDocumentString(`
    mutation GiveUpGrants($before: timestamptz!, $now: timestamptz!) {
  update_kubeconfig_grants(
    where: {sealed_kubeconfig: {_is_null: true}, ended_at: {_is_null: true}, revoked_at: {_is_null: true}, created_at: {_lte: $before}, _or: [{issuing_until: {_is_null: true}}, {issuing_until: {_lte: $now}}]}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<GiveUpGrantsMutation, GiveUpGrantsMutationVariables>;
export const ForgetGrantDocument = new TypedDocumentString(`
    mutation ForgetGrant($id: uuid!, $now: timestamptz!) {
  update_kubeconfig_grants_by_pk(
    pk_columns: {id: $id}
    _set: {external_id: null, sealed_kubeconfig: null, issuing_until: null, ended_at: $now}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<ForgetGrantMutation, ForgetGrantMutationVariables>;
export const RegionForClusterDocument = new TypedDocumentString(`
    query RegionForCluster($region: String!) {
  regions(where: {slug: {_eq: $region}}) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<RegionForClusterQuery, RegionForClusterQueryVariables>;
export const MakeClusterDocument = new TypedDocumentString(`
    mutation MakeCluster($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $cluster: clusters_insert_input!, $pools: [node_pools_insert_input!]!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_clusters_one(object: $cluster) {
    id
  }
  insert_node_pools(objects: $pools) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MakeClusterMutation, MakeClusterMutationVariables>;
export const ClusterForCommandDocument = new TypedDocumentString(`
    query ClusterForCommand($clusterId: uuid!) {
  clusters_by_pk(id: $clusterId) {
    id
    source
    status
    slug
  }
}
    `) as unknown as TypedDocumentString<ClusterForCommandQuery, ClusterForCommandQueryVariables>;
export const ClusterForAccessDocument = new TypedDocumentString(`
    query ClusterForAccess($clusterId: uuid!) {
  clusters_by_pk(id: $clusterId) {
    id
    organization_id
    sealed_kubeconfig
    node_pools {
      id
      name
      is_control_plane
      is_etcd
      is_worker
      machine_type
    }
  }
}
    `) as unknown as TypedDocumentString<ClusterForAccessQuery, ClusterForAccessQueryVariables>;
export const ScaleNodePoolDocument = new TypedDocumentString(`
    mutation ScaleNodePool($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $clusterId: uuid!, $set: clusters_set_input!, $pools: [node_pools_insert_input!]!, $removed: [String!]!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_node_pools(
    objects: $pools
    on_conflict: {constraint: node_pools_name_key, update_columns: [quantity]}
  ) {
    affected_rows
  }
  delete_node_pools(where: {cluster_id: {_eq: $clusterId}, name: {_in: $removed}}) {
    affected_rows
  }
  update_clusters(
    where: {id: {_eq: $clusterId}, status: {_eq: active}}
    _set: $set
    _inc: {generation: 1}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ScaleNodePoolMutation, ScaleNodePoolMutationVariables>;
export const UsesOfPlaceDocument = new TypedDocumentString(`
    query UsesOfPlace($where: environments_bool_exp!) {
  environments(
    where: $where
    order_by: [{project: {slug: asc}}, {slug: asc}]
    limit: 50
  ) {
    ...EnvironmentInUse
  }
}
    fragment EnvironmentInUse on environments {
  slug
  project {
    slug
  }
  instances(order_by: {service: {slug: asc}}) {
    service {
      slug
    }
  }
}`) as unknown as TypedDocumentString<UsesOfPlaceQuery, UsesOfPlaceQueryVariables>;
export const TenantsInClusterDocument = new TypedDocumentString(`
    query TenantsInCluster($id: uuid!) {
  tenant_clusters(
    where: {host_cluster_id: {_eq: $id}, status: {_neq: deleted}}
    order_by: {slug: asc}
    limit: 50
  ) {
    slug
  }
}
    `) as unknown as TypedDocumentString<TenantsInClusterQuery, TenantsInClusterQueryVariables>;
export const DeleteClusterDocument = new TypedDocumentString(`
    mutation DeleteCluster($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_clusters(
    where: {id: {_eq: $id}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, status_changed_at: $now, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteClusterMutation, DeleteClusterMutationVariables>;
export const GiveUpClusterDocument = new TypedDocumentString(`
    mutation GiveUpCluster($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_clusters(
    where: {id: {_eq: $id}, status: {_neq: deleted}, given_up_at: {_is_null: true}}
    _set: {status: deleting, status_changed_at: $now, deadline_at: $deadlineAt, given_up_at: $now, given_up_by: $actorId}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<GiveUpClusterMutation, GiveUpClusterMutationVariables>;
export const SharedHostClustersDocument = new TypedDocumentString(`
    query SharedHostClusters {
  clusters(
    where: {is_shared: {_eq: true}, status: {_eq: active}}
    order_by: {created_at: asc}
    limit: 1
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SharedHostClustersQuery, SharedHostClustersQueryVariables>;
export const MakeTenantClusterDocument = new TypedDocumentString(`
    mutation MakeTenantCluster($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $tenant: tenant_clusters_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_tenant_clusters_one(object: $tenant) {
    id
  }
}
    `) as unknown as TypedDocumentString<MakeTenantClusterMutation, MakeTenantClusterMutationVariables>;
export const TenantClusterForCommandDocument = new TypedDocumentString(`
    query TenantClusterForCommand($tenantClusterId: uuid!) {
  tenant_clusters_by_pk(id: $tenantClusterId) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<TenantClusterForCommandQuery, TenantClusterForCommandQueryVariables>;
export const TenantClusterForAccessDocument = new TypedDocumentString(`
    query TenantClusterForAccess($tenantClusterId: uuid!) {
  tenant_clusters_by_pk(id: $tenantClusterId) {
    id
    namespace
    host_cluster {
      id
      organization_id
      sealed_kubeconfig
    }
  }
}
    `) as unknown as TypedDocumentString<TenantClusterForAccessQuery, TenantClusterForAccessQueryVariables>;
export const DeleteTenantClusterDocument = new TypedDocumentString(`
    mutation DeleteTenantCluster($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_tenant_clusters(
    where: {id: {_eq: $id}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, status_changed_at: $now, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteTenantClusterMutation, DeleteTenantClusterMutationVariables>;
export const GrantKubeconfigDocument = new TypedDocumentString(`
    mutation GrantKubeconfig($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $grant: kubeconfig_grants_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_kubeconfig_grants_one(object: $grant) {
    id
  }
}
    `) as unknown as TypedDocumentString<GrantKubeconfigMutation, GrantKubeconfigMutationVariables>;
export const GrantToIssueDocument = new TypedDocumentString(`
    query GrantToIssue($id: uuid!) {
  kubeconfig_grants_by_pk(id: $id) {
    id
    organization_id
    role
    expires_at
    revoked_at
    ended_at
    sealed_kubeconfig
    user {
      id
      email
    }
  }
}
    `) as unknown as TypedDocumentString<GrantToIssueQuery, GrantToIssueQueryVariables>;
export const ClaimGrantDocument = new TypedDocumentString(`
    mutation ClaimGrant($id: uuid!, $now: timestamptz!, $until: timestamptz!) {
  update_kubeconfig_grants(
    where: {id: {_eq: $id}, sealed_kubeconfig: {_is_null: true}, ended_at: {_is_null: true}, revoked_at: {_is_null: true}, expires_at: {_gt: $now}, _or: [{issuing_until: {_is_null: true}}, {issuing_until: {_lte: $now}}]}
    _set: {issuing_until: $until}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ClaimGrantMutation, ClaimGrantMutationVariables>;
export const KeepKubeconfigDocument = new TypedDocumentString(`
    mutation KeepKubeconfig($id: uuid!, $claim: timestamptz!, $set: kubeconfig_grants_set_input!) {
  update_kubeconfig_grants(
    where: {id: {_eq: $id}, issuing_until: {_eq: $claim}, sealed_kubeconfig: {_is_null: true}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<KeepKubeconfigMutation, KeepKubeconfigMutationVariables>;
export const RowsOfStraysDocument = new TypedDocumentString(`
    query RowsOfStrays($ids: [uuid!]!, $kind: stray_kinds_enum!, $platform: String!) {
  databases(where: {id: {_in: $ids}}) {
    id
  }
  clusters(where: {id: {_in: $ids}}) {
    id
  }
  tenant_clusters(where: {id: {_in: $ids}}) {
    id
  }
  strays(
    where: {kind: {_eq: $kind}, platform: {_eq: $platform}, gone_at: {_is_null: true}}
  ) {
    thing_id
  }
}
    `) as unknown as TypedDocumentString<RowsOfStraysQuery, RowsOfStraysQueryVariables>;
export const NoteStraysDocument = new TypedDocumentString(`
    mutation NoteStrays($strays: [strays_insert_input!]!, $kind: stray_kinds_enum!, $platform: String!, $gone: [String!]!, $now: timestamptz!) {
  insert_strays(
    objects: $strays
    on_conflict: {constraint: strays_pkey, update_columns: [name, installation, last_seen_at, gone_at]}
  ) {
    affected_rows
  }
  update_strays(
    where: {kind: {_eq: $kind}, platform: {_eq: $platform}, thing_id: {_in: $gone}, gone_at: {_is_null: true}}
    _set: {gone_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteStraysMutation, NoteStraysMutationVariables>;
export const StraysDocument = new TypedDocumentString(`
    query Strays($where: strays_bool_exp!) {
  strays(
    where: $where
    order_by: [{first_seen_at: desc}, {thing_id: asc}]
    limit: 1000
  ) {
    kind
    platform
    thing_id
    name
    installation
    first_seen_at
    last_seen_at
    gone_at
  }
}
    `) as unknown as TypedDocumentString<StraysQuery, StraysQueryVariables>;
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
      overrides
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
    type
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      status
      status_reason
      desired_state
      desired_replicas
      ready_replicas
      observed_at
      domains(order_by: {hostname: asc}) {
        hostname
        status
        status_reason
        dns_reason
      }
      deployments(order_by: {revision: desc}, limit: 1) {
        id
        revision
        status
        failure_step
        failure_reason
        deadline_at
        image
        image_digest
        build_id
        policy_decisions {
          violations
        }
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
export const ProjectForDeletionDocument = new TypedDocumentString(`
    query ProjectForDeletion($projectId: uuid!) {
  projects_by_pk(id: $projectId) {
    id
  }
}
    `) as unknown as TypedDocumentString<ProjectForDeletionQuery, ProjectForDeletionQueryVariables>;
export const ServiceForDeletionDocument = new TypedDocumentString(`
    query ServiceForDeletion($serviceId: uuid!) {
  services_by_pk(id: $serviceId) {
    id
    instances {
      environment {
        is_protected
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForDeletionQuery, ServiceForDeletionQueryVariables>;
export const EnvironmentForDeletionDocument = new TypedDocumentString(`
    query EnvironmentForDeletion($environmentId: uuid!) {
  environments_by_pk(id: $environmentId) {
    id
    type
    is_protected
  }
}
    `) as unknown as TypedDocumentString<EnvironmentForDeletionQuery, EnvironmentForDeletionQueryVariables>;
export const DeleteProjectDocument = new TypedDocumentString(`
    mutation DeleteProject($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_projects(
    where: {id: {_eq: $id}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteProjectMutation, DeleteProjectMutationVariables>;
export const DeleteServiceDocument = new TypedDocumentString(`
    mutation DeleteService($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_services(
    where: {id: {_eq: $id}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteServiceMutation, DeleteServiceMutationVariables>;
export const DeleteEnvironmentDocument = new TypedDocumentString(`
    mutation DeleteEnvironment($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_environments(
    where: {id: {_eq: $id}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteEnvironmentMutation, DeleteEnvironmentMutationVariables>;
export const ServiceForJobDocument = new TypedDocumentString(`
    query ServiceForJob($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    type
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      current_deployment_id
      environment {
        is_protected
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForJobQuery, ServiceForJobQueryVariables>;
export const QueueJobRunDocument = new TypedDocumentString(`
    mutation QueueJobRun($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $run: job_runs_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_job_runs_one(object: $run) {
    id
  }
}
    `) as unknown as TypedDocumentString<QueueJobRunMutation, QueueJobRunMutationVariables>;
export const JobRunForCancelDocument = new TypedDocumentString(`
    query JobRunForCancel($jobRunId: uuid!) {
  job_runs_by_pk(id: $jobRunId) {
    id
    status
    environment {
      is_protected
    }
  }
}
    `) as unknown as TypedDocumentString<JobRunForCancelQuery, JobRunForCancelQueryVariables>;
export const CancelJobRunDocument = new TypedDocumentString(`
    mutation CancelJobRun($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  waiting: update_job_runs(
    where: {id: {_eq: $id}, status: {_eq: queued}}
    _set: {status: cancelled, finished_at: $now}
  ) {
    affected_rows
  }
  underWay: update_job_runs(
    where: {id: {_eq: $id}, status: {_eq: running}}
    _set: {status: cancelling, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<CancelJobRunMutation, CancelJobRunMutationVariables>;
export const CommitStatusToReportDocument = new TypedDocumentString(`
    query CommitStatusToReport($id: uuid!) {
  commit_statuses_by_pk(id: $id) {
    id
    organization_id
    project_id
    git_repository
    git_commit
    state
    reported_state
    is_open
    attempts
    next_attempt_at
    project {
      slug
    }
    build {
      failure_step
      service {
        slug
      }
    }
    deployment {
      revision
      status
      failure_step
      service {
        slug
      }
      environment {
        slug
      }
      instance {
        url
        deployments(order_by: {revision: desc}, limit: 5) {
          revision
          build {
            git_commit
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CommitStatusToReportQuery, CommitStatusToReportQueryVariables>;
export const BeginCommitStatusDocument = new TypedDocumentString(`
    mutation BeginCommitStatus($id: uuid!, $state: commit_states_enum!, $attempts: Int!, $next: timestamptz!) {
  update_commit_statuses(
    where: {id: {_eq: $id}, state: {_eq: $state}, is_open: {_eq: true}, attempts: {_lt: $attempts}}
    _set: {attempts: $attempts, next_attempt_at: $next}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<BeginCommitStatusMutation, BeginCommitStatusMutationVariables>;
export const EndCommitStatusDocument = new TypedDocumentString(`
    mutation EndCommitStatus($id: uuid!, $state: commit_states_enum!, $set: commit_statuses_set_input!) {
  update_commit_statuses(
    where: {id: {_eq: $id}, state: {_eq: $state}, is_open: {_eq: true}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndCommitStatusMutation, EndCommitStatusMutationVariables>;
export const ConfigStateDocument = new TypedDocumentString(`
    query ConfigState($projects: [String!]!) {
  projects(where: {slug: {_in: $projects}}, order_by: {slug: asc}) {
    id
    slug
    name
    description
    labels
    variables
    updated_at
    team {
      slug
    }
    deleting_at
    environments(where: {type: {_neq: preview}}, order_by: {slug: asc}) {
      id
      slug
      name
      type
      is_protected
      required_approvals
      allows_self_approval
      approval_timeout_hours
      namespace
      cluster {
        slug
      }
      updated_at
      deleting_at
    }
    databases(
      where: {status: {_nin: [deleting, deleted]}, environment: {type: {_neq: preview}}}
      order_by: {slug: asc}
    ) {
      id
      slug
      name
      engine
      version
      nodes
      cpu_millicores
      memory_megabytes
      storage_gigabytes
      pooling
      status
      environment {
        slug
      }
      schedules {
        cron
        retention_days
      }
      bindings {
        id
        service_id
        variable
        use_pooler
      }
    }
    services(order_by: {slug: asc}) {
      id
      slug
      name
      type
      source_type
      git_repository
      git_reference
      git_directory
      image
      schedule
      schedule_timezone
      concurrency_policy
      starting_deadline_seconds
      job_timeout_seconds
      updated_at
      deleting_at
      configs(order_by: {version: desc}, limit: 1) {
        ...ConfigValues
      }
      instances {
        id
        desired_replicas
        max_replicas
        cpu_target_percent
        memory_target_percent
        volume_gigabytes
        environment {
          slug
          is_protected
        }
        domains(order_by: {hostname: asc}) {
          id
          hostname
          verification_token
        }
      }
    }
  }
  teams {
    id
    slug
  }
  clusters(
    where: {status: {_nin: [deleting, deleted, failed]}}
    order_by: {slug: asc}
  ) {
    id
    slug
  }
  regions(where: {slug: {_eq: "local"}}) {
    id
    status
  }
}
    fragment ConfigValues on service_configs {
  version
  variables
  overrides
  build_command
  release_command
  start_command
  port
  health_path
  volume_path
  volume_gigabytes
  health_timeout_seconds
  stop_timeout_seconds
  build_timeout_seconds
  cpu_request_millicores
  cpu_limit_millicores
  memory_request_megabytes
  memory_limit_megabytes
}`) as unknown as TypedDocumentString<ConfigStateQuery, ConfigStateQueryVariables>;
export const ProjectSlugsDocument = new TypedDocumentString(`
    query ProjectSlugs {
  projects(order_by: {slug: asc}) {
    slug
  }
}
    `) as unknown as TypedDocumentString<ProjectSlugsQuery, ProjectSlugsQueryVariables>;
export const ApplyConfigDocument = new TypedDocumentString(`
    mutation ApplyConfig($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $application: config_applications_insert_input!, $newProjects: [projects_insert_input!]!, $projects: [projects_updates!]!, $newProductions: [environments_updates!]!, $newEnvironments: [environments_insert_input!]!, $environments: [environments_updates!]!, $newServices: [services_insert_input!]!, $services: [services_updates!]!, $configs: [service_configs_insert_input!]!, $loosened: [service_instances_updates!]!, $instances: [service_instances_insert_input!]!, $goneDomains: [uuid!]!, $domains: [service_domains_insert_input!]!, $newDatabases: [databases_insert_input!]!, $credentials: [database_credentials_insert_input!]!, $databases: [databases_updates!]!, $schedules: [backup_schedules_insert_input!]!, $bindings: [database_bindings_insert_input!]!, $goneBindings: [uuid!]!, $goneDatabases: [uuid!]!, $databasesDeadlineAt: timestamptz!, $goneServices: [uuid!]!, $goneEnvironments: [uuid!]!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_config_applications_one(object: $application) {
    id
  }
  insert_projects(objects: $newProjects) {
    affected_rows
  }
  update_projects_many(updates: $projects) {
    affected_rows
  }
  newProductions: update_environments_many(updates: $newProductions) {
    affected_rows
  }
  insert_environments(objects: $newEnvironments) {
    affected_rows
  }
  update_environments_many(updates: $environments) {
    affected_rows
  }
  insert_services(objects: $newServices) {
    affected_rows
  }
  update_services_many(updates: $services) {
    affected_rows
  }
  insert_databases(objects: $newDatabases) {
    affected_rows
  }
  insert_database_credentials(objects: $credentials) {
    affected_rows
  }
  update_databases_many(updates: $databases) {
    affected_rows
  }
  insert_backup_schedules(
    objects: $schedules
    on_conflict: {constraint: backup_schedules_database_key, update_columns: [cron, retention_days]}
  ) {
    affected_rows
  }
  delete_database_bindings(where: {id: {_in: $goneBindings}}) {
    affected_rows
  }
  insert_database_bindings(
    objects: $bindings
    on_conflict: {constraint: database_bindings_key, update_columns: [use_pooler]}
  ) {
    affected_rows
  }
  gone_databases: update_databases(
    where: {id: {_in: $goneDatabases}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, status_changed_at: $now, deadline_at: $databasesDeadlineAt}
  ) {
    affected_rows
  }
  loosened: update_service_instances_many(updates: $loosened) {
    affected_rows
  }
  insert_service_configs(objects: $configs) {
    affected_rows
  }
  insert_service_instances(
    objects: $instances
    on_conflict: {constraint: service_instances_place_key, update_columns: [desired_replicas, max_replicas, cpu_target_percent, memory_target_percent]}
  ) {
    affected_rows
  }
  delete_service_domains(where: {id: {_in: $goneDomains}}) {
    affected_rows
  }
  insert_service_domains(
    objects: $domains
    on_conflict: {constraint: service_domains_key, update_columns: []}
  ) {
    affected_rows
  }
  goneServices: update_services(
    where: {id: {_in: $goneServices}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
  goneEnvironments: update_environments(
    where: {id: {_in: $goneEnvironments}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ApplyConfigMutation, ApplyConfigMutationVariables>;
export const PlanConfigFileDocument = new TypedDocumentString(`
    query PlanConfigFile($file: String!) {
  planConfig(file: $file) {
    stateVersion
    creates
    updates
    deletes
    changes {
      action
      kind
      path
      destructive
      fields {
        field
        before
        after
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlanConfigFileQuery, PlanConfigFileQueryVariables>;
export const ApplyConfigFileDocument = new TypedDocumentString(`
    mutation ApplyConfigFile($file: String!, $stateVersion: String!, $allowDeletions: Boolean!, $requestId: uuid!) {
  applyConfig(
    file: $file
    stateVersion: $stateVersion
    allowDeletions: $allowDeletions
    requestId: $requestId
  ) {
    applicationId
    creates
    updates
    deletes
    serviceIds
  }
}
    `) as unknown as TypedDocumentString<ApplyConfigFileMutation, ApplyConfigFileMutationVariables>;
export const ExportConfigFileDocument = new TypedDocumentString(`
    query ExportConfigFile($projects: [String!]) {
  exportConfig(projects: $projects) {
    file
  }
}
    `) as unknown as TypedDocumentString<ExportConfigFileQuery, ExportConfigFileQueryVariables>;
export const VariablesOfProjectDocument = new TypedDocumentString(`
    query VariablesOfProject($projectId: uuid!, $environmentId: uuid!) {
  projects_by_pk(id: $projectId) {
    id
    variables
    services(where: {deleting_at: {_is_null: true}}) {
      id
      slug
      type
      configs(order_by: {version: desc}, limit: 1) {
        variables
        overrides
      }
      instances(where: {environment_id: {_eq: $environmentId}}) {
        subdomain
        address
      }
    }
    databases(
      where: {environment_id: {_eq: $environmentId}, status: {_nin: [deleting, deleted]}}
    ) {
      slug
      host
      port
      database_name
    }
  }
}
    `) as unknown as TypedDocumentString<VariablesOfProjectQuery, VariablesOfProjectQueryVariables>;
export const ReserveAddressDocument = new TypedDocumentString(`
    mutation ReserveAddress($serviceId: uuid!, $environmentId: uuid!) {
  insert_service_instances_one(
    object: {service_id: $serviceId, environment_id: $environmentId}
    on_conflict: {constraint: service_instances_place_key, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<ReserveAddressMutation, ReserveAddressMutationVariables>;
export const NoteDeploymentVariablesDocument = new TypedDocumentString(`
    mutation NoteDeploymentVariables($id: uuid!, $variables: jsonb!) {
  update_deployments(
    where: {id: {_eq: $id}, variables: {_is_null: true}}
    _set: {variables: $variables}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteDeploymentVariablesMutation, NoteDeploymentVariablesMutationVariables>;
export const TemplateToApplyDocument = new TypedDocumentString(`
    query TemplateToApply($id: uuid!) {
  templates_by_pk(id: $id) {
    slug
    manifest
  }
}
    `) as unknown as TypedDocumentString<TemplateToApplyQuery, TemplateToApplyQueryVariables>;
export const TemplatesDocument = new TypedDocumentString(`
    query Templates {
  templates(order_by: [{category: asc}, {slug: asc}]) {
    id
    organization_id
    slug
    name
    description
    category
  }
}
    `) as unknown as TypedDocumentString<TemplatesQuery, TemplatesQueryVariables>;
export const ApplyTemplateDocument = new TypedDocumentString(`
    mutation ApplyTemplate($templateId: uuid!, $project: String, $name: String, $requestId: uuid!) {
  applyTemplate(
    templateId: $templateId
    project: $project
    name: $name
    requestId: $requestId
  ) {
    projectId
    serviceIds
    project {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyTemplateMutation, ApplyTemplateMutationVariables>;
export const WriteGitConnectionDocument = new TypedDocumentString(`
    mutation WriteGitConnection($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $organizationId: uuid!, $projectId: uuid, $host: String!, $path: String!, $type: git_credential_types_enum!, $username: String, $valueId: uuid!, $store: String!, $sealed: String!, $keyId: String) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_git_connections_one(
    object: {organization_id: $organizationId, project_id: $projectId, host: $host, path: $path, type: $type, username: $username, value_id: $valueId, store: $store, sealed: $sealed, key_id: $keyId, created_by: $actorId, updated_by: $actorId}
    on_conflict: {constraint: git_connections_place_key, update_columns: [type, username, value_id, store, sealed, key_id, updated_by]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<WriteGitConnectionMutation, WriteGitConnectionMutationVariables>;
export const WriteRegistryCredentialDocument = new TypedDocumentString(`
    mutation WriteRegistryCredential($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $organizationId: uuid!, $projectId: uuid, $registry: String!, $username: String!, $valueId: uuid!, $store: String!, $sealed: String!, $keyId: String) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_registry_credentials_one(
    object: {organization_id: $organizationId, project_id: $projectId, registry: $registry, username: $username, value_id: $valueId, store: $store, sealed: $sealed, key_id: $keyId, created_by: $actorId, updated_by: $actorId}
    on_conflict: {constraint: registry_credentials_place_key, update_columns: [username, value_id, store, sealed, key_id, updated_by]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<WriteRegistryCredentialMutation, WriteRegistryCredentialMutationVariables>;
export const CredentialPlaceDocument = new TypedDocumentString(`
    query CredentialPlace($id: uuid!) {
  git_connections_by_pk(id: $id) {
    project_id
  }
  registry_credentials_by_pk(id: $id) {
    project_id
  }
}
    `) as unknown as TypedDocumentString<CredentialPlaceQuery, CredentialPlaceQueryVariables>;
export const RemoveCredentialDocument = new TypedDocumentString(`
    mutation RemoveCredential($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  delete_git_connections_by_pk(id: $id) {
    id
  }
  delete_registry_credentials_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveCredentialMutation, RemoveCredentialMutationVariables>;
export const GitConnectionsDocument = new TypedDocumentString(`
    query GitConnections($organizationId: uuid!, $projectId: uuid!) {
  git_connections(
    where: {organization_id: {_eq: $organizationId}, _or: [{project_id: {_eq: $projectId}}, {project_id: {_is_null: true}}]}
  ) {
    id
    organization_id
    project_id
    target_id
    host
    path
    type
    username
    value_id
    store
    sealed
  }
}
    `) as unknown as TypedDocumentString<GitConnectionsQuery, GitConnectionsQueryVariables>;
export const RegistryCredentialsDocument = new TypedDocumentString(`
    query RegistryCredentials($organizationId: uuid!, $projectId: uuid!, $registry: String!) {
  registry_credentials(
    where: {organization_id: {_eq: $organizationId}, registry: {_eq: $registry}, _or: [{project_id: {_eq: $projectId}}, {project_id: {_is_null: true}}]}
  ) {
    organization_id
    project_id
    target_id
    username
    value_id
    store
    sealed
  }
}
    `) as unknown as TypedDocumentString<RegistryCredentialsQuery, RegistryCredentialsQueryVariables>;
export const SetGitConnectionDocument = new TypedDocumentString(`
    mutation SetGitConnection($projectId: uuid!, $host: String!, $path: String, $type: String!, $username: String, $credential: String!, $requestId: uuid!) {
  setGitConnection(
    projectId: $projectId
    host: $host
    path: $path
    type: $type
    username: $username
    credential: $credential
    requestId: $requestId
  ) {
    gitConnectionId
  }
}
    `) as unknown as TypedDocumentString<SetGitConnectionMutation, SetGitConnectionMutationVariables>;
export const ServicesWithCredentialsDocument = new TypedDocumentString(`
    query ServicesWithCredentials {
  services(
    where: {git_repository: {_regex: "^(https?|git)://[^/]*@"}}
    order_by: {id: asc}
  ) {
    id
    organization_id
    project_id
    git_repository
  }
}
    `) as unknown as TypedDocumentString<ServicesWithCredentialsQuery, ServicesWithCredentialsQueryVariables>;
export const SplitAddressDocument = new TypedDocumentString(`
    mutation SplitAddress($serviceId: uuid!, $before: String!, $clean: String!, $organizationId: uuid!, $projectId: uuid!, $host: String!, $path: String!, $type: git_credential_types_enum!, $username: String, $valueId: uuid!, $store: String!, $sealed: String!, $keyId: String) {
  insert_git_connections_one(
    object: {organization_id: $organizationId, project_id: $projectId, host: $host, path: $path, type: $type, username: $username, value_id: $valueId, store: $store, sealed: $sealed, key_id: $keyId}
    on_conflict: {constraint: git_connections_place_key, update_columns: [type, username, value_id, store, sealed, key_id]}
  ) {
    id
  }
  update_builds(
    where: {service_id: {_eq: $serviceId}, git_repository: {_eq: $before}}
    _set: {git_repository: $clean}
  ) {
    affected_rows
  }
  update_services(
    where: {id: {_eq: $serviceId}, git_repository: {_eq: $before}}
    _set: {git_repository: $clean}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<SplitAddressMutation, SplitAddressMutationVariables>;
export const ProjectForDatabaseDocument = new TypedDocumentString(`
    query ProjectForDatabase($projectId: uuid!, $environment: String!, $region: String!, $services: [uuid!]!) {
  projects_by_pk(id: $projectId) {
    id
    environments(where: {slug: {_eq: $environment}}) {
      id
      is_protected
    }
    services(where: {id: {_in: $services}}) {
      id
    }
  }
  regions(where: {slug: {_eq: $region}}) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<ProjectForDatabaseQuery, ProjectForDatabaseQueryVariables>;
export const ProvisionDatabaseDocument = new TypedDocumentString(`
    mutation ProvisionDatabase($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $database: databases_insert_input!, $credentials: database_credentials_insert_input!, $schedules: [backup_schedules_insert_input!]!, $bindings: [database_bindings_insert_input!]!, $restores: [database_restores_insert_input!]!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_databases_one(object: $database) {
    id
  }
  insert_database_credentials_one(object: $credentials) {
    id
  }
  insert_backup_schedules(objects: $schedules) {
    affected_rows
  }
  insert_database_bindings(objects: $bindings) {
    affected_rows
  }
  insert_database_restores(objects: $restores) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ProvisionDatabaseMutation, ProvisionDatabaseMutationVariables>;
export const DatabaseForCommandDocument = new TypedDocumentString(`
    query DatabaseForCommand($databaseId: uuid!) {
  databases_by_pk(id: $databaseId) {
    ...CommandedDatabase
  }
}
    fragment CommandedDatabase on databases {
  id
  organization_id
  project_id
  environment_id
  region_id
  region {
    slug
  }
  environment {
    slug
    is_protected
  }
  slug
  name
  engine
  version
  nodes
  cpu_millicores
  memory_megabytes
  storage_gigabytes
  pooling
  database_name
  status
  host
  port
  pooler_host
  pooler_port
  recoverable_from
  created_by
}`) as unknown as TypedDocumentString<DatabaseForCommandQuery, DatabaseForCommandQueryVariables>;
export const ChangeDatabaseDocument = new TypedDocumentString(`
    mutation ChangeDatabase($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $from: [database_statuses_enum!]!, $set: databases_set_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_databases(
    where: {id: {_eq: $id}, status: {_in: $from}}
    _set: $set
    _inc: {generation: 1}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ChangeDatabaseMutation, ChangeDatabaseMutationVariables>;
export const QueueBackupDocument = new TypedDocumentString(`
    mutation QueueBackup($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $backup: database_backups_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_database_backups_one(object: $backup) {
    id
  }
}
    `) as unknown as TypedDocumentString<QueueBackupMutation, QueueBackupMutationVariables>;
export const BackupForCommandDocument = new TypedDocumentString(`
    query BackupForCommand($backupId: uuid!) {
  database_backups_by_pk(id: $backupId) {
    id
    status
    database_id
  }
}
    `) as unknown as TypedDocumentString<BackupForCommandQuery, BackupForCommandQueryVariables>;
export const DeleteBackupDocument = new TypedDocumentString(`
    mutation DeleteBackup($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $deadlineAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_database_backups(
    where: {id: {_eq: $id}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteBackupMutation, DeleteBackupMutationVariables>;
export const RestoreInPlaceDocument = new TypedDocumentString(`
    mutation RestoreInPlace($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $deadlineAt: timestamptz!, $restore: database_restores_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_databases(
    where: {id: {_eq: $id}, status: {_in: [running, unreachable, lost]}}
    _set: {status: restoring, deadline_at: $deadlineAt, failure_step: null, failure_reason: null}
  ) {
    affected_rows
  }
  insert_database_restores_one(object: $restore) {
    id
  }
}
    `) as unknown as TypedDocumentString<RestoreInPlaceMutation, RestoreInPlaceMutationVariables>;
export const DatabaseCredentialsDocument = new TypedDocumentString(`
    query DatabaseCredentials($databaseId: uuid!) {
  database_credentials(
    where: {database_id: {_eq: $databaseId}}
    order_by: {version: desc}
  ) {
    id
    organization_id
    version
    username
    sealed_password
    expires_at
  }
}
    `) as unknown as TypedDocumentString<DatabaseCredentialsQuery, DatabaseCredentialsQueryVariables>;
export const RotateDatabaseCredentialsDocument = new TypedDocumentString(`
    mutation RotateDatabaseCredentials($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $databaseId: uuid!, $expiresAt: timestamptz!, $credentials: database_credentials_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_database_credentials(
    where: {database_id: {_eq: $databaseId}, expires_at: {_is_null: true}}
    _set: {expires_at: $expiresAt}
  ) {
    affected_rows
  }
  insert_database_credentials_one(object: $credentials) {
    id
  }
  update_databases(where: {id: {_eq: $databaseId}}, _inc: {generation: 1}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RotateDatabaseCredentialsMutation, RotateDatabaseCredentialsMutationVariables>;
export const NoteCredentialsRevealedDocument = new TypedDocumentString(`
    mutation NoteCredentialsRevealed($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_database_credentials_by_pk(
    pk_columns: {id: $id}
    _set: {revealed_at: $now, revealed_by: $actorId}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<NoteCredentialsRevealedMutation, NoteCredentialsRevealedMutationVariables>;
export const DatabaseToReconcileDocument = new TypedDocumentString(`
    query DatabaseToReconcile($id: uuid!) {
  databases_by_pk(id: $id) {
    id
    organization_id
    status
    status_reason
    slug
    engine
    version
    provider
    nodes
    cpu_millicores
    memory_megabytes
    storage_gigabytes
    pooling
    keep_backups
    generation
    observed_generation
    database_name
    host
    port
    pooler_host
    pooler_port
    observed_version
    ready_nodes
    size_bytes
    recoverable_from
    recoverable_until
    observed_at
    deadline_at
    failure_reason
    project {
      slug
    }
    environment {
      slug
    }
    region {
      slug
    }
    credentials(order_by: {version: desc}) {
      id
      version
      username
      sealed_password
      expires_at
    }
    backups(where: {status: {_eq: running}}) {
      id
      deadline_at
    }
    restorable: backups(
      where: {status: {_eq: succeeded}}
      order_by: {created_at: desc}
      limit: 1
    ) {
      id
      created_at
    }
    restores(order_by: {created_at: desc}, limit: 1) {
      id
      status
      source_database_id
      failure_reason
    }
    schedules {
      id
      is_enabled
    }
    bindings {
      service {
        instances {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DatabaseToReconcileQuery, DatabaseToReconcileQueryVariables>;
export const MoveDatabaseDocument = new TypedDocumentString(`
    mutation MoveDatabase($id: uuid!, $from: database_statuses_enum!, $set: databases_set_input!) {
  update_databases(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveDatabaseMutation, MoveDatabaseMutationVariables>;
export const BackupToReconcileDocument = new TypedDocumentString(`
    query BackupToReconcile($id: uuid!) {
  database_backups_by_pk(id: $id) {
    id
    database_id
    status
    expires_at
    created_at
    deadline_at
    database {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<BackupToReconcileQuery, BackupToReconcileQueryVariables>;
export const MoveBackupDocument = new TypedDocumentString(`
    mutation MoveBackup($id: uuid!, $from: backup_statuses_enum!, $set: database_backups_set_input!) {
  update_database_backups(
    where: {id: {_eq: $id}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveBackupMutation, MoveBackupMutationVariables>;
export const RestoreToReconcileDocument = new TypedDocumentString(`
    query RestoreToReconcile($id: uuid!) {
  database_restores_by_pk(id: $id) {
    id
    status
    source_database_id
    target_database_id
    backup_id
    target_time
    deadline_at
  }
}
    `) as unknown as TypedDocumentString<RestoreToReconcileQuery, RestoreToReconcileQueryVariables>;
export const MoveRestoreDocument = new TypedDocumentString(`
    mutation MoveRestore($id: uuid!, $from: restore_statuses_enum!, $set: database_restores_set_input!) {
  update_database_restores(
    where: {id: {_eq: $id}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveRestoreMutation, MoveRestoreMutationVariables>;
export const ScheduleToReconcileDocument = new TypedDocumentString(`
    query ScheduleToReconcile($id: uuid!) {
  backup_schedules_by_pk(id: $id) {
    id
    database_id
    cron
    retention_days
    minimum_kept
    is_enabled
    next_run_at
    last_run_at
    database {
      status
      backups(where: {status: {_in: [queued, running]}}) {
        id
      }
      kept: backups(
        where: {status: {_eq: succeeded}, kind: {_eq: scheduled}}
        order_by: {created_at: desc}
      ) {
        id
        created_at
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ScheduleToReconcileQuery, ScheduleToReconcileQueryVariables>;
export const AdvanceScheduleDocument = new TypedDocumentString(`
    mutation AdvanceSchedule($id: uuid!, $from: timestamptz_comparison_exp!, $set: backup_schedules_set_input!) {
  update_backup_schedules(where: {id: {_eq: $id}, next_run_at: $from}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<AdvanceScheduleMutation, AdvanceScheduleMutationVariables>;
export const TakeScheduledBackupDocument = new TypedDocumentString(`
    mutation TakeScheduledBackup($backup: database_backups_insert_input!) {
  insert_database_backups_one(object: $backup) {
    id
  }
}
    `) as unknown as TypedDocumentString<TakeScheduledBackupMutation, TakeScheduledBackupMutationVariables>;
export const NoteTakenBackupDocument = new TypedDocumentString(`
    mutation NoteTakenBackup($backup: database_backups_insert_input!) {
  insert_database_backups(
    objects: [$backup]
    on_conflict: {constraint: database_backups_pkey, update_columns: []}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteTakenBackupMutation, NoteTakenBackupMutationVariables>;
export const ExpiredBackupsDocument = new TypedDocumentString(`
    query ExpiredBackups($now: timestamptz!) {
  database_backups(
    where: {status: {_eq: succeeded}, expires_at: {_lte: $now}, database: {status: {_neq: lost}}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<ExpiredBackupsQuery, ExpiredBackupsQueryVariables>;
export const OpenDataWorkDocument = new TypedDocumentString(`
    query OpenDataWork {
  databases(where: {status: {_neq: deleted}}) {
    id
  }
  database_backups(where: {status: {_in: [queued, running, deleting]}}) {
    id
  }
  database_restores(where: {status: {_in: [queued, restoring]}}) {
    id
  }
  backup_schedules(
    where: {is_enabled: {_eq: true}, database: {status: {_nin: [deleting, deleted, failed]}}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenDataWorkQuery, OpenDataWorkQueryVariables>;
export const OverdueDataWorkDocument = new TypedDocumentString(`
    query OverdueDataWork($now: timestamptz!) {
  databases(
    where: {status: {_in: [provisioning, scaling, backing_up, restoring, failing_over, deleting]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
  }
  database_backups(
    where: {status: {_in: [queued, running, deleting]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
  }
  database_restores(
    where: {status: {_in: [queued, restoring]}, deadline_at: {_lte: $now}}
  ) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<OverdueDataWorkQuery, OverdueDataWorkQueryVariables>;
export const ServiceForDomainDocument = new TypedDocumentString(`
    query ServiceForDomain($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    type
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
      environment {
        is_protected
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForDomainQuery, ServiceForDomainQueryVariables>;
export const AddDomainDocument = new TypedDocumentString(`
    mutation AddDomain($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $domain: service_domains_insert_input!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_service_domains_one(object: $domain) {
    id
  }
}
    `) as unknown as TypedDocumentString<AddDomainMutation, AddDomainMutationVariables>;
export const DomainForCommandDocument = new TypedDocumentString(`
    query DomainForCommand($domainId: uuid!) {
  service_domains_by_pk(id: $domainId) {
    id
    environment {
      is_protected
    }
  }
}
    `) as unknown as TypedDocumentString<DomainForCommandQuery, DomainForCommandQueryVariables>;
export const RemoveDomainDocument = new TypedDocumentString(`
    mutation RemoveDomain($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  delete_service_domains_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemoveDomainMutation, RemoveDomainMutationVariables>;
export const CheckDomainDocument = new TypedDocumentString(`
    mutation CheckDomain($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_service_domains_by_pk(
    pk_columns: {id: $id}
    _set: {check_requested_at: $now}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CheckDomainMutation, CheckDomainMutationVariables>;
export const DomainToReconcileDocument = new TypedDocumentString(`
    query DomainToReconcile($id: uuid!) {
  service_domains_by_pk(id: $id) {
    id
    hostname
    verification_token
    dns_target
    status
    verified_at
    checked_at
    check_requested_at
    next_check_at
    deadline_at
    created_at
    instance {
      subdomain
    }
  }
}
    `) as unknown as TypedDocumentString<DomainToReconcileQuery, DomainToReconcileQueryVariables>;
export const DomainHoldersDocument = new TypedDocumentString(`
    query DomainHolders($hostname: String!) {
  service_domains(
    where: {hostname: {_eq: $hostname}, verified_at: {_is_null: false}}
  ) {
    id
    verification_token
  }
}
    `) as unknown as TypedDocumentString<DomainHoldersQuery, DomainHoldersQueryVariables>;
export const MoveDomainDocument = new TypedDocumentString(`
    mutation MoveDomain($id: uuid!, $from: domain_statuses_enum!, $set: service_domains_set_input!) {
  update_service_domains(
    where: {id: {_eq: $id}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveDomainMutation, MoveDomainMutationVariables>;
export const TakeDomainDocument = new TypedDocumentString(`
    mutation TakeDomain($id: uuid!, $from: domain_statuses_enum!, $set: service_domains_set_input!, $losers: [uuid!]!, $lost: service_domains_set_input!) {
  lost: update_service_domains(
    where: {id: {_in: $losers}, verified_at: {_is_null: false}}
    _set: $lost
  ) {
    affected_rows
  }
  taken: update_service_domains(
    where: {id: {_eq: $id}, status: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<TakeDomainMutation, TakeDomainMutationVariables>;
export const ForgetDomainDocument = new TypedDocumentString(`
    mutation ForgetDomain($id: uuid!, $now: timestamptz!) {
  delete_service_domains(where: {id: {_eq: $id}, deadline_at: {_lte: $now}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetDomainMutation, ForgetDomainMutationVariables>;
export const DueDomainsDocument = new TypedDocumentString(`
    query DueDomains($now: timestamptz!) {
  service_domains(
    where: {_or: [{next_check_at: {_lte: $now}}, {deadline_at: {_lte: $now}}]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<DueDomainsQuery, DueDomainsQueryVariables>;
export const DomainsDocument = new TypedDocumentString(`
    query Domains($where: service_domains_bool_exp!) {
  service_domains(where: $where, order_by: [{hostname: asc}, {created_at: asc}]) {
    ...DomainLine
  }
}
    fragment DomainLine on service_domains {
  id
  hostname
  verification_token
  dns_target
  status
  status_reason
  dns_reason
  url
  verified_at
  certificate_expires_at
  checked_at
  environment {
    slug
  }
  service {
    slug
    project {
      slug
    }
  }
}`) as unknown as TypedDocumentString<DomainsQuery, DomainsQueryVariables>;
export const WatchDomainDocument = new TypedDocumentString(`
    subscription WatchDomain($id: uuid!) {
  service_domains_by_pk(id: $id) {
    ...DomainLine
  }
}
    fragment DomainLine on service_domains {
  id
  hostname
  verification_token
  dns_target
  status
  status_reason
  dns_reason
  url
  verified_at
  certificate_expires_at
  checked_at
  environment {
    slug
  }
  service {
    slug
    project {
      slug
    }
  }
}`) as unknown as TypedDocumentString<WatchDomainSubscription, WatchDomainSubscriptionVariables>;
export const AddDomainToDocument = new TypedDocumentString(`
    mutation AddDomainTo($serviceId: uuid!, $environment: String, $hostname: String!, $requestId: uuid!) {
  addDomain(
    serviceId: $serviceId
    environment: $environment
    hostname: $hostname
    requestId: $requestId
  ) {
    domainId
  }
}
    `) as unknown as TypedDocumentString<AddDomainToMutation, AddDomainToMutationVariables>;
export const RemoveDomainOfDocument = new TypedDocumentString(`
    mutation RemoveDomainOf($domainId: uuid!, $requestId: uuid!) {
  removeDomain(domainId: $domainId, requestId: $requestId) {
    domainId
  }
}
    `) as unknown as TypedDocumentString<RemoveDomainOfMutation, RemoveDomainOfMutationVariables>;
export const CheckDomainOfDocument = new TypedDocumentString(`
    mutation CheckDomainOf($domainId: uuid!, $requestId: uuid!) {
  checkDomain(domainId: $domainId, requestId: $requestId) {
    domainId
  }
}
    `) as unknown as TypedDocumentString<CheckDomainOfMutation, CheckDomainOfMutationVariables>;
export const WaitingEventsDocument = new TypedDocumentString(`
    query WaitingEvents($limit: Int!, $refusedBefore: timestamptz!) {
  event_outbox(
    where: {_or: [{refused_at: {_is_null: true}}, {refused_at: {_lt: $refusedBefore}}]}
    order_by: [{created_at: asc}, {event_id: asc}]
    limit: $limit
  ) {
    event_id
    subject_id
    created_at
    refused_at
    event {
      id
      type
      organization_id
      project_id
      subject_type
      subject_id
      payload
      actor_id
      request_id
      trace_id
      created_at
    }
  }
  waiting: event_outbox_aggregate(where: {refused_at: {_is_null: true}}) {
    aggregate {
      count
    }
  }
  refused: event_outbox_aggregate(where: {refused_at: {_is_null: false}}) {
    aggregate {
      count
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingEventsQuery, WaitingEventsQueryVariables>;
export const ForgetPublishedDocument = new TypedDocumentString(`
    mutation ForgetPublished($ids: [uuid!]!) {
  delete_event_outbox(where: {event_id: {_in: $ids}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetPublishedMutation, ForgetPublishedMutationVariables>;
export const RefuseEventDocument = new TypedDocumentString(`
    mutation RefuseEvent($id: uuid!, $at: timestamptz!, $why: String!) {
  update_event_outbox_by_pk(
    pk_columns: {event_id: $id}
    _set: {refused_at: $at, refusal: $why}
  ) {
    event_id
  }
}
    `) as unknown as TypedDocumentString<RefuseEventMutation, RefuseEventMutationVariables>;
export const RecordDeadLetterDocument = new TypedDocumentString(`
    mutation RecordDeadLetter($letter: event_dead_letters_insert_input!) {
  insert_event_dead_letters_one(
    object: $letter
    on_conflict: {constraint: event_dead_letters_pkey, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RecordDeadLetterMutation, RecordDeadLetterMutationVariables>;
export const ForgetDeadLettersDocument = new TypedDocumentString(`
    mutation ForgetDeadLetters($before: timestamptz!) {
  delete_event_dead_letters(where: {created_at: {_lt: $before}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetDeadLettersMutation, ForgetDeadLettersMutationVariables>;
export const DeadLetterForRedeliveryDocument = new TypedDocumentString(`
    query DeadLetterForRedelivery($id: String!) {
  event_dead_letters_by_pk(id: $id) {
    id
    event_id
  }
}
    `) as unknown as TypedDocumentString<DeadLetterForRedeliveryQuery, DeadLetterForRedeliveryQueryVariables>;
export const RedeliverDeadLetterDocument = new TypedDocumentString(`
    mutation RedeliverDeadLetter($id: String!, $by: uuid!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_event_dead_letters_by_pk(
    pk_columns: {id: $id}
    _set: {redelivery_wanted_at: "now()", redelivery_wanted_by: $by, redelivered_at: null, redelivery_refusal: null}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RedeliverDeadLetterMutation, RedeliverDeadLetterMutationVariables>;
export const WantedRedeliveriesDocument = new TypedDocumentString(`
    query WantedRedeliveries($limit: Int!) {
  event_dead_letters(
    where: {redelivery_wanted_at: {_is_null: false}, redelivered_at: {_is_null: true}, redelivery_refusal: {_is_null: true}}
    order_by: [{redelivery_wanted_at: asc}, {id: asc}]
    limit: $limit
  ) {
    id
    consumer
    redelivery_wanted_at
    redelivery_wanted_by
    event {
      id
      type
      organization_id
      project_id
      subject_type
      subject_id
      payload
      actor_id
      request_id
      trace_id
      created_at
    }
  }
}
    `) as unknown as TypedDocumentString<WantedRedeliveriesQuery, WantedRedeliveriesQueryVariables>;
export const RecordRedeliveryDocument = new TypedDocumentString(`
    mutation RecordRedelivery($id: String!, $wantedAt: timestamptz!, $at: timestamptz!, $by: uuid) {
  update_event_dead_letters(
    where: {id: {_eq: $id}, redelivery_wanted_at: {_eq: $wantedAt}}
    _set: {redelivered_at: $at}
  ) {
    affected_rows
  }
  settled: update_event_dead_letters(
    where: {id: {_eq: $id}, settled_at: {_is_null: true}}
    _set: {settled_at: $at, settled_by: $by, note: "sent again"}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RecordRedeliveryMutation, RecordRedeliveryMutationVariables>;
export const RefuseRedeliveryDocument = new TypedDocumentString(`
    mutation RefuseRedelivery($id: String!, $wantedAt: timestamptz!, $why: String!) {
  update_event_dead_letters(
    where: {id: {_eq: $id}, redelivery_wanted_at: {_eq: $wantedAt}}
    _set: {redelivery_refusal: $why}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RefuseRedeliveryMutation, RefuseRedeliveryMutationVariables>;
export const SendDeadLetterAgainDocument = new TypedDocumentString(`
    mutation SendDeadLetterAgain($id: String!, $requestId: uuid!) {
  redeliverDeadLetter(deadLetterId: $id, requestId: $requestId) {
    eventId
  }
}
    `) as unknown as TypedDocumentString<SendDeadLetterAgainMutation, SendDeadLetterAgainMutationVariables>;
export const DeadLettersDocument = new TypedDocumentString(`
    query DeadLetters($where: event_dead_letters_bool_exp!) {
  event_dead_letters(
    where: $where
    order_by: [{created_at: desc}, {id: asc}]
    limit: 1000
  ) {
    id
    consumer
    deliveries
    event_id
    event_type
    organization_id
    created_at
    settled_at
    settled_by
    note
    redelivery_wanted_at
    redelivered_at
    redelivery_refusal
  }
}
    `) as unknown as TypedDocumentString<DeadLettersQuery, DeadLettersQueryVariables>;
export const SettleDeadLettersDocument = new TypedDocumentString(`
    mutation SettleDeadLetters($ids: [String!]!, $note: String!) {
  update_event_dead_letters(where: {id: {_in: $ids}}, _set: {note: $note}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<SettleDeadLettersMutation, SettleDeadLettersMutationVariables>;
export const SayWhetherEventsArePublishedDocument = new TypedDocumentString(`
    mutation SayWhetherEventsArePublished($isOn: Boolean!) {
  insert_event_publishing_one(
    object: {is_on: $isOn}
    on_conflict: {constraint: event_publishing_pkey, update_columns: [is_on], where: {is_on: {_neq: $isOn}}}
  ) {
    is_on
  }
}
    `) as unknown as TypedDocumentString<SayWhetherEventsArePublishedMutation, SayWhetherEventsArePublishedMutationVariables>;
export const IdentityForSignInDocument = new TypedDocumentString(`
    query IdentityForSignIn($provider: String!, $subject: String!, $email: String!) {
  identities(where: {provider: {_eq: $provider}, subject: {_eq: $subject}}) {
    user {
      ...SessionUser
    }
  }
  users(where: {email: {_eq: $email}}) {
    ...SessionUser
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
}`) as unknown as TypedDocumentString<IdentityForSignInQuery, IdentityForSignInQueryVariables>;
export const OrganizationBySlugDocument = new TypedDocumentString(`
    query OrganizationBySlug($slug: String!) {
  organizations(where: {slug: {_eq: $slug}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<OrganizationBySlugQuery, OrganizationBySlugQueryVariables>;
export const LinkIdentityDocument = new TypedDocumentString(`
    mutation LinkIdentity($identity: identities_insert_input!, $members: [organization_members_insert_input!]!, $proven: [uuid!]!, $now: timestamptz!) {
  delete_user_credentials(
    where: {user_id: {_in: $proven}, user: {email_verified_at: {_is_null: true}}}
  ) {
    affected_rows
  }
  update_users(
    where: {id: {_in: $proven}, email_verified_at: {_is_null: true}}
    _set: {email_verified_at: $now}
  ) {
    affected_rows
  }
  insert_identities_one(
    object: $identity
    on_conflict: {constraint: identities_subject_key, update_columns: [last_used_at]}
  ) {
    id
  }
  insert_organization_members(
    objects: $members
    on_conflict: {constraint: organization_members_pkey, update_columns: []}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<LinkIdentityMutation, LinkIdentityMutationVariables>;
export const CreateUserOfIdentityDocument = new TypedDocumentString(`
    mutation CreateUserOfIdentity($id: uuid!, $email: String!, $name: String!, $provider: String!, $subject: String!, $organizationId: uuid!, $role: member_roles_enum!) {
  insert_users_one(
    object: {id: $id, email: $email, name: $name, identities: {data: [{provider: $provider, subject: $subject, email: $email}]}, memberships: {data: [{organization_id: $organizationId, role: $role}]}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateUserOfIdentityMutation, CreateUserOfIdentityMutationVariables>;
export const AddSignInCodeDocument = new TypedDocumentString(`
    mutation AddSignInCode($id: uuid!, $hash: String!, $challenge: String!, $userId: uuid!, $organizationId: uuid!, $expiresAt: timestamptz!) {
  insert_sign_in_codes_one(
    object: {id: $id, code_hash: $hash, challenge: $challenge, user_id: $userId, organization_id: $organizationId, expires_at: $expiresAt}
    on_conflict: {constraint: sign_in_codes_pkey, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<AddSignInCodeMutation, AddSignInCodeMutationVariables>;
export const SignInCodeDocument = new TypedDocumentString(`
    query SignInCode($hash: String!) {
  sign_in_codes(where: {code_hash: {_eq: $hash}}) {
    id
    challenge
    user_id
    organization_id
    expires_at
    used_at
  }
}
    `) as unknown as TypedDocumentString<SignInCodeQuery, SignInCodeQueryVariables>;
export const StartSessionByCodeDocument = new TypedDocumentString(`
    mutation StartSessionByCode($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $codeId: uuid!, $id: uuid!, $userId: uuid!, $organizationId: uuid!, $hash: String!, $fingerprintHash: String, $expiresAt: timestamptz!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_refresh_tokens_one(
    object: {id: $id, family_id: $id, user_id: $userId, organization_id: $organizationId, token_hash: $hash, fingerprint_hash: $fingerprintHash, expires_at: $expiresAt}
  ) {
    id
  }
  used: update_sign_in_codes(
    where: {id: {_eq: $codeId}, used_at: {_is_null: true}}
    _set: {used_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<StartSessionByCodeMutation, StartSessionByCodeMutationVariables>;
export const SigningKeysDocument = new TypedDocumentString(`
    query SigningKeys {
  signing_keys {
    generation
    key_id
    active_at
    retired_at
  }
}
    `) as unknown as TypedDocumentString<SigningKeysQuery, SigningKeysQueryVariables>;
export const AddSigningKeyDocument = new TypedDocumentString(`
    mutation AddSigningKey($generation: Int!, $keyId: String!, $publicJwk: jsonb!, $activeAt: timestamptz!) {
  insert_signing_keys_one(
    object: {generation: $generation, key_id: $keyId, public_jwk: $publicJwk, active_at: $activeAt}
    on_conflict: {constraint: signing_keys_generation_key, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<AddSigningKeyMutation, AddSigningKeyMutationVariables>;
export const HoldLeaseDocument = new TypedDocumentString(`
    mutation HoldLease($name: String!, $holder: uuid!, $seconds: Int!) {
  insert_service_leases_one(
    object: {name: $name, holder: $holder, seconds: $seconds}
    on_conflict: {constraint: service_leases_pkey, update_columns: [holder, seconds], where: {_or: [{holder: {_eq: $holder}}, {held_until: {_lt: "now()"}}]}}
  ) {
    holder
  }
}
    `) as unknown as TypedDocumentString<HoldLeaseMutation, HoldLeaseMutationVariables>;
export const ReleaseLeaseDocument = new TypedDocumentString(`
    mutation ReleaseLease($name: String!, $holder: uuid!) {
  delete_service_leases(where: {name: {_eq: $name}, holder: {_eq: $holder}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ReleaseLeaseMutation, ReleaseLeaseMutationVariables>;
export const SearchLogLinesDocument = new TypedDocumentString(`
    query SearchLogLines($where: log_lines_bool_exp!, $limit: Int!) {
  log_lines(where: $where, order_by: {id: desc}, limit: $limit) {
    ...PlacedLine
  }
}
    fragment PlacedLine on log_lines {
  id
  organization_id
  project_id
  service_id
  build_id
  service_instance_id
  job_run_id
  deployment_id
  replica
  stream
  level
  line
  logged_at
}`) as unknown as TypedDocumentString<SearchLogLinesQuery, SearchLogLinesQueryVariables>;
export const LogLinesByIdDocument = new TypedDocumentString(`
    query LogLinesById($ids: [bigint!]!) {
  log_lines(where: {id: {_in: $ids}}) {
    ...PlacedLine
  }
}
    fragment PlacedLine on log_lines {
  id
  organization_id
  project_id
  service_id
  build_id
  service_instance_id
  job_run_id
  deployment_id
  replica
  stream
  level
  line
  logged_at
}`) as unknown as TypedDocumentString<LogLinesByIdQuery, LogLinesByIdQueryVariables>;
export const ServiceForLogsDocument = new TypedDocumentString(`
    query ServiceForLogs($serviceId: uuid!, $environment: String!) {
  services_by_pk(id: $serviceId) {
    id
    organization_id
    instances(where: {environment: {slug: {_eq: $environment}}}) {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceForLogsQuery, ServiceForLogsQueryVariables>;
export const VisibleInstancesDocument = new TypedDocumentString(`
    query VisibleInstances($ids: [uuid!]!) {
  service_instances(where: {id: {_in: $ids}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<VisibleInstancesQuery, VisibleInstancesQueryVariables>;
export const RecentMetricRowsDocument = new TypedDocumentString(`
    query RecentMetricRows($ids: [uuid!]!, $since: timestamptz!) {
  service_instances(where: {id: {_in: $ids}}) {
    id
    metrics(where: {measured_at: {_gt: $since}}, order_by: {measured_at: asc}) {
      ...SampleRow
    }
  }
}
    fragment SampleRow on service_metrics {
  measured_at
  cpu_cores
  memory_bytes
  requests
  request_errors
  latency_p90_ms
  replicas
}`) as unknown as TypedDocumentString<RecentMetricRowsQuery, RecentMetricRowsQueryVariables>;
export const RecentMetricsDocument = new TypedDocumentString(`
    query RecentMetrics($ids: [uuid!]!) {
  recentMetrics(serviceInstanceIds: $ids) {
    instances {
      serviceInstanceId
      samples {
        measuredAt
        cpuCores
        memoryBytes
        requests
        requestErrors
        latencyP90Ms
        replicas
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecentMetricsQuery, RecentMetricsQueryVariables>;
export const WatchMetricsDocument = new TypedDocumentString(`
    subscription WatchMetrics($ids: [uuid!]!, $since: timestamptz!) {
  service_metrics_stream(
    batch_size: 500
    cursor: {initial_value: {measured_at: $since}, ordering: ASC}
    where: {service_instance_id: {_in: $ids}}
  ) {
    service_instance_id
    ...SampleRow
  }
}
    fragment SampleRow on service_metrics {
  measured_at
  cpu_cores
  memory_bytes
  requests
  request_errors
  latency_p90_ms
  replicas
}`) as unknown as TypedDocumentString<WatchMetricsSubscription, WatchMetricsSubscriptionVariables>;
export const WebhookToReconcileDocument = new TypedDocumentString(`
    query WebhookToReconcile($id: uuid!, $now: timestamptz!, $limit: Int!) {
  webhooks_by_pk(id: $id) {
    id
    organization_id
    url
    is_enabled
    secret_version
    secret_sealed
    previous_secret_sealed
    previous_secret_until
    consecutive_failures
    failing_since
    due: deliveries(
      where: {status: {_eq: pending}, next_attempt_at: {_lte: $now}, _or: [{claimed_until: {_is_null: true}}, {claimed_until: {_lte: $now}}]}
      order_by: [{next_attempt_at: asc}, {created_at: asc}]
      limit: $limit
    ) {
      id
      attempts
      event {
        id
        type
        organization_id
        project_id
        subject_type
        subject_id
        payload
        actor_id
        request_id
        trace_id
        created_at
      }
    }
    waiting: deliveries(
      where: {status: {_eq: pending}}
      order_by: {next_attempt_at: asc}
      limit: $limit
    ) {
      next_attempt_at
      claimed_until
    }
  }
}
    `) as unknown as TypedDocumentString<WebhookToReconcileQuery, WebhookToReconcileQueryVariables>;
export const ClaimDeliveryDocument = new TypedDocumentString(`
    mutation ClaimDelivery($id: uuid!, $attempts: Int!, $until: timestamptz!) {
  update_webhook_deliveries(
    where: {id: {_eq: $id}, status: {_eq: pending}, attempts: {_eq: $attempts}}
    _set: {claimed_until: $until}
    _inc: {attempts: 1}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ClaimDeliveryMutation, ClaimDeliveryMutationVariables>;
export const RecordAttemptDocument = new TypedDocumentString(`
    mutation RecordAttempt($id: uuid!, $attempts: Int!, $set: webhook_deliveries_set_input!, $attempt: webhook_attempts_insert_input!) {
  update_webhook_deliveries(
    where: {id: {_eq: $id}, status: {_eq: pending}, attempts: {_eq: $attempts}}
    _set: $set
  ) {
    affected_rows
  }
  insert_webhook_attempts(
    objects: [$attempt]
    on_conflict: {constraint: webhook_attempts_pkey, update_columns: []}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RecordAttemptMutation, RecordAttemptMutationVariables>;
export const UpdateWebhookHealthDocument = new TypedDocumentString(`
    mutation UpdateWebhookHealth($id: uuid!, $set: webhooks_set_input!) {
  update_webhooks_by_pk(pk_columns: {id: $id}, _set: $set) {
    id
  }
}
    `) as unknown as TypedDocumentString<UpdateWebhookHealthMutation, UpdateWebhookHealthMutationVariables>;
export const ChannelToReconcileDocument = new TypedDocumentString(`
    query ChannelToReconcile($id: uuid!, $now: timestamptz!, $limit: Int!) {
  notification_channels_by_pk(id: $id) {
    id
    organization_id
    name
    type
    is_enabled
    target_sealed
    recipients
    due: notifications(
      where: {status: {_eq: pending}, next_attempt_at: {_lte: $now}, _or: [{claimed_until: {_is_null: true}}, {claimed_until: {_lte: $now}}]}
      order_by: [{next_attempt_at: asc}, {created_at: asc}]
      limit: $limit
    ) {
      id
      attempts
      severity
      created_at
      event {
        id
        type
        subject_type
        subject_id
        payload
        created_at
        project {
          slug
        }
      }
    }
    waiting: notifications(
      where: {status: {_eq: pending}}
      order_by: {next_attempt_at: asc}
      limit: $limit
    ) {
      next_attempt_at
      claimed_until
    }
  }
}
    `) as unknown as TypedDocumentString<ChannelToReconcileQuery, ChannelToReconcileQueryVariables>;
export const ServiceNameDocument = new TypedDocumentString(`
    query ServiceName($id: uuid!) {
  services_by_pk(id: $id) {
    slug
  }
}
    `) as unknown as TypedDocumentString<ServiceNameQuery, ServiceNameQueryVariables>;
export const ClaimNotificationDocument = new TypedDocumentString(`
    mutation ClaimNotification($id: uuid!, $attempts: Int!, $until: timestamptz!) {
  update_notifications(
    where: {id: {_eq: $id}, status: {_eq: pending}, attempts: {_eq: $attempts}}
    _set: {claimed_until: $until}
    _inc: {attempts: 1}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ClaimNotificationMutation, ClaimNotificationMutationVariables>;
export const RecordNotificationDocument = new TypedDocumentString(`
    mutation RecordNotification($id: uuid!, $attempts: Int!, $set: notifications_set_input!, $channelId: uuid!, $channel: notification_channels_set_input!) {
  update_notifications(
    where: {id: {_eq: $id}, status: {_eq: pending}, attempts: {_eq: $attempts}}
    _set: $set
  ) {
    affected_rows
  }
  update_notification_channels_by_pk(pk_columns: {id: $channelId}, _set: $channel) {
    id
  }
}
    `) as unknown as TypedDocumentString<RecordNotificationMutation, RecordNotificationMutationVariables>;
export const OpenOutwardDocument = new TypedDocumentString(`
    query OpenOutward {
  webhooks(where: {is_enabled: {_eq: true}, deliveries: {status: {_eq: pending}}}) {
    id
  }
  notification_channels(
    where: {is_enabled: {_eq: true}, notifications: {status: {_eq: pending}}}
  ) {
    id
  }
  commit_statuses(
    where: {is_open: {_eq: true}}
    order_by: {next_attempt_at: asc}
    limit: 500
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenOutwardQuery, OpenOutwardQueryVariables>;
export const OrganizationsWithAlertsDocument = new TypedDocumentString(`
    query OrganizationsWithAlerts {
  alert_rules(
    where: {_or: [{is_enabled: {_eq: true}}, {alerts: {status: {_neq: resolved}}}]}
    distinct_on: organization_id
  ) {
    organization_id
  }
}
    `) as unknown as TypedDocumentString<OrganizationsWithAlertsQuery, OrganizationsWithAlertsQueryVariables>;
export const AlertRulesToReconcileDocument = new TypedDocumentString(`
    query AlertRulesToReconcile($organizationId: uuid!) {
  alert_rules(
    where: {organization_id: {_eq: $organizationId}, _or: [{is_enabled: {_eq: true}}, {alerts: {status: {_neq: resolved}}}]}
  ) {
    id
    project_id
    service_id
    name
    condition
    threshold
    for_minutes
    severity
    is_enabled
    alerts(where: {status: {_neq: resolved}}) {
      id
      status
      service_instance_id
      started_at
      cleared_at
    }
  }
}
    `) as unknown as TypedDocumentString<AlertRulesToReconcileQuery, AlertRulesToReconcileQueryVariables>;
export const AlertFactsDocument = new TypedDocumentString(`
    query AlertFacts($organizationId: uuid!, $since: timestamptz!) {
  service_instances(where: {organization_id: {_eq: $organizationId}}) {
    id
    project_id
    service_id
    desired_state
    status
    status_changed_at
    ready_replicas
    current_deployment_id
    service {
      slug
      configs(order_by: {version: desc}, limit: 1) {
        cpu_limit_millicores
        memory_limit_megabytes
      }
    }
    project {
      slug
    }
    environment {
      slug
    }
    deployments(
      where: {status: {_in: [running, failed, superseded, rolled_back]}}
      order_by: {revision: desc}
      limit: 1
    ) {
      status
      revision
      failure_step
    }
    metrics_aggregate(where: {measured_at: {_gt: $since}}) {
      aggregate {
        avg {
          cpu_cores
          memory_bytes
          latency_p90_ms
        }
        sum {
          requests
          request_errors
        }
        max {
          replicas
        }
      }
    }
  }
  domain_events(
    where: {organization_id: {_eq: $organizationId}, type: {_eq: InstanceStatusChanged}, created_at: {_gt: $since}, payload: {_contains: {to: "crashed"}}}
    limit: 5000
  ) {
    subject_id
  }
}
    `) as unknown as TypedDocumentString<AlertFactsQuery, AlertFactsQueryVariables>;
export const OpenAlertDocument = new TypedDocumentString(`
    mutation OpenAlert($alert: alerts_insert_input!) {
  insert_alerts_one(object: $alert) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenAlertMutation, OpenAlertMutationVariables>;
export const ChangeAlertDocument = new TypedDocumentString(`
    mutation ChangeAlert($id: uuid!, $from: alert_statuses_enum!, $set: alerts_set_input!) {
  update_alerts(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ChangeAlertMutation, ChangeAlertMutationVariables>;
export const DropAlertDocument = new TypedDocumentString(`
    mutation DropAlert($id: uuid!) {
  delete_alerts(where: {id: {_eq: $id}, status: {_eq: pending}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DropAlertMutation, DropAlertMutationVariables>;
export const ForgetOutwardDocument = new TypedDocumentString(`
    mutation ForgetOutward($before: timestamptz!, $alertsBefore: timestamptz!) {
  delete_webhook_deliveries(where: {created_at: {_lt: $before}}) {
    affected_rows
  }
  delete_notifications(where: {created_at: {_lt: $before}}) {
    affected_rows
  }
  delete_alerts(where: {resolved_at: {_lt: $alertsBefore}}) {
    affected_rows
  }
  delete_strays(where: {gone_at: {_lt: $alertsBefore}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetOutwardMutation, ForgetOutwardMutationVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($webhook: webhooks_insert_input!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_webhooks_one(object: $webhook) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const WebhookForCommandDocument = new TypedDocumentString(`
    query WebhookForCommand($id: uuid!) {
  webhooks_by_pk(id: $id) {
    id
    secret_version
  }
}
    `) as unknown as TypedDocumentString<WebhookForCommandQuery, WebhookForCommandQueryVariables>;
export const WebhookSecretDocument = new TypedDocumentString(`
    query WebhookSecret($id: uuid!) {
  webhooks_by_pk(id: $id) {
    organization_id
    secret_version
    secret_sealed
  }
}
    `) as unknown as TypedDocumentString<WebhookSecretQuery, WebhookSecretQueryVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($id: uuid!, $from: Int!, $set: webhooks_set_input!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_webhooks(
    where: {id: {_eq: $id}, secret_version: {_eq: $from}}
    _set: $set
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const DeliveryForRedeliveryDocument = new TypedDocumentString(`
    query DeliveryForRedelivery($id: uuid!) {
  webhook_deliveries_by_pk(id: $id) {
    id
    webhook {
      is_enabled
    }
  }
}
    `) as unknown as TypedDocumentString<DeliveryForRedeliveryQuery, DeliveryForRedeliveryQueryVariables>;
export const RedeliverWebhookDocument = new TypedDocumentString(`
    mutation RedeliverWebhook($id: uuid!, $originalId: uuid!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_webhook_deliveries_one(object: {id: $id, redelivery_of: $originalId}) {
    id
  }
}
    `) as unknown as TypedDocumentString<RedeliverWebhookMutation, RedeliverWebhookMutationVariables>;
export const CreateNotificationChannelDocument = new TypedDocumentString(`
    mutation CreateNotificationChannel($channel: notification_channels_insert_input!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_notification_channels_one(object: $channel) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateNotificationChannelMutation, CreateNotificationChannelMutationVariables>;
export const ChannelForCommandDocument = new TypedDocumentString(`
    query ChannelForCommand($id: uuid!) {
  notification_channels_by_pk(id: $id) {
    id
    is_enabled
  }
}
    `) as unknown as TypedDocumentString<ChannelForCommandQuery, ChannelForCommandQueryVariables>;
export const ChannelSecretDocument = new TypedDocumentString(`
    query ChannelSecret($id: uuid!) {
  notification_channels_by_pk(id: $id) {
    organization_id
    target_sealed
  }
}
    `) as unknown as TypedDocumentString<ChannelSecretQuery, ChannelSecretQueryVariables>;
export const TestNotificationChannelDocument = new TypedDocumentString(`
    mutation TestNotificationChannel($notification: notifications_insert_input!, $actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_notifications_one(object: $notification) {
    id
  }
}
    `) as unknown as TypedDocumentString<TestNotificationChannelMutation, TestNotificationChannelMutationVariables>;
export const NoteAnonymousRequestDocument = new TypedDocumentString(`
    mutation NoteAnonymousRequest($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
}
    `) as unknown as TypedDocumentString<NoteAnonymousRequestMutation, NoteAnonymousRequestMutationVariables>;
export const CreateAccountDocument = new TypedDocumentString(`
    mutation CreateAccount($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $email: String!, $name: String!, $passwordHash: String!, $organizationName: String!, $organizationSlug: String!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_users_one(
    object: {id: $id, email: $email, name: $name, credential: {data: {password_hash: $passwordHash}}, memberships: {data: [{role: org_owner, organization: {data: {slug: $organizationSlug, name: $organizationName}}}]}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateAccountMutation, CreateAccountMutationVariables>;
export const LiveMembershipDocument = new TypedDocumentString(`
    query LiveMembership($organizationId: uuid!, $userId: uuid!) {
  organization_members_by_pk(organization_id: $organizationId, user_id: $userId) {
    role
    user {
      is_active
    }
  }
}
    `) as unknown as TypedDocumentString<LiveMembershipQuery, LiveMembershipQueryVariables>;
export const MembershipForInvitationDocument = new TypedDocumentString(`
    query MembershipForInvitation($organizationId: uuid!, $email: String!) {
  organization_members(
    where: {organization_id: {_eq: $organizationId}, user: {email: {_eq: $email}}}
  ) {
    user_id
  }
}
    `) as unknown as TypedDocumentString<MembershipForInvitationQuery, MembershipForInvitationQueryVariables>;
export const InviteMemberDocument = new TypedDocumentString(`
    mutation InviteMember($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $organizationId: uuid!, $email: String!, $role: member_roles_enum!, $hash: String!, $invitedBy: uuid!, $expiresAt: timestamptz!, $now: timestamptz!, $mails: [account_mails_insert_input!]!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_invitations(
    where: {organization_id: {_eq: $organizationId}, email: {_eq: $email}, accepted_at: {_is_null: true}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
  insert_invitations_one(
    object: {id: $id, organization_id: $organizationId, email: $email, role: $role, token_hash: $hash, invited_by: $invitedBy, expires_at: $expiresAt}
  ) {
    id
  }
  insert_account_mails(objects: $mails) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<InviteMemberMutation, InviteMemberMutationVariables>;
export const InvitationForRevocationDocument = new TypedDocumentString(`
    query InvitationForRevocation($id: uuid!) {
  invitations_by_pk(id: $id) {
    id
    accepted_at
  }
}
    `) as unknown as TypedDocumentString<InvitationForRevocationQuery, InvitationForRevocationQueryVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_invitations(
    where: {id: {_eq: $id}, accepted_at: {_is_null: true}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const InvitationByTokenDocument = new TypedDocumentString(`
    query InvitationByToken($hash: String!) {
  invitations(where: {token_hash: {_eq: $hash}}) {
    id
    organization_id
    email
    role
    expires_at
    accepted_at
    revoked_at
  }
}
    `) as unknown as TypedDocumentString<InvitationByTokenQuery, InvitationByTokenQueryVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $invitationId: uuid!, $organizationId: uuid!, $userId: uuid!, $role: member_roles_enum!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_organization_members_one(
    object: {organization_id: $organizationId, user_id: $userId, role: $role}
  ) {
    user_id
  }
  update_invitations_by_pk(
    pk_columns: {id: $invitationId}
    _set: {accepted_at: $now, accepted_by: $userId}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const JoinAsNewUserDocument = new TypedDocumentString(`
    mutation JoinAsNewUser($requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $invitationId: uuid!, $organizationId: uuid!, $id: uuid!, $email: String!, $name: String!, $passwordHash: String!, $role: member_roles_enum!, $now: timestamptz!) {
  insert_anonymous_requests_one(
    object: {request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_users_one(
    object: {id: $id, email: $email, name: $name, credential: {data: {password_hash: $passwordHash}}, memberships: {data: [{role: $role, organization_id: $organizationId}]}}
  ) {
    id
  }
  update_invitations_by_pk(
    pk_columns: {id: $invitationId}
    _set: {accepted_at: $now, accepted_by: $id}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<JoinAsNewUserMutation, JoinAsNewUserMutationVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $organizationId: uuid!, $userId: uuid!, $name: String!, $hint: String!, $hash: String!, $scopes: [String!]!, $expiresAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_api_keys_one(
    object: {id: $id, organization_id: $organizationId, user_id: $userId, name: $name, hint: $hint, key_hash: $hash, scopes: $scopes, expires_at: $expiresAt}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const ApiKeyForUseDocument = new TypedDocumentString(`
    query ApiKeyForUse($hash: String!) {
  api_keys(where: {key_hash: {_eq: $hash}}) {
    id
    user_id
    organization_id
    scopes
    expires_at
    last_used_at
    revoked_at
    member {
      role
      user {
        is_active
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ApiKeyForUseQuery, ApiKeyForUseQueryVariables>;
export const TouchApiKeyDocument = new TypedDocumentString(`
    mutation TouchApiKey($id: uuid!, $now: timestamptz!) {
  update_api_keys_by_pk(pk_columns: {id: $id}, _set: {last_used_at: $now}) {
    id
  }
}
    `) as unknown as TypedDocumentString<TouchApiKeyMutation, TouchApiKeyMutationVariables>;
export const ApiKeyForRevocationDocument = new TypedDocumentString(`
    query ApiKeyForRevocation($id: uuid!) {
  api_keys_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ApiKeyForRevocationQuery, ApiKeyForRevocationQueryVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_api_keys(
    where: {id: {_eq: $id}, revoked_at: {_is_null: true}}
    _set: {revoked_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const PlatformAdminDocument = new TypedDocumentString(`
    query PlatformAdmin($userId: uuid!) {
  users_by_pk(id: $userId) {
    is_platform_admin
    is_active
  }
}
    `) as unknown as TypedDocumentString<PlatformAdminQuery, PlatformAdminQueryVariables>;
export const RotateSigningKeysDocument = new TypedDocumentString(`
    mutation RotateSigningKeys($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $generation: Int!, $keyId: String!, $publicJwk: jsonb!, $activeAt: timestamptz!, $retireBelow: Int!, $retiredAt: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_signing_keys_one(
    object: {generation: $generation, key_id: $keyId, public_jwk: $publicJwk, active_at: $activeAt}
  ) {
    id
  }
  update_signing_keys(
    where: {generation: {_lt: $retireBelow}, retired_at: {_is_null: true}}
    _set: {retired_at: $retiredAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RotateSigningKeysMutation, RotateSigningKeysMutationVariables>;
export const PersonalDataDocument = new TypedDocumentString(`
    query PersonalData($userId: uuid!) {
  users_by_pk(id: $userId) {
    id
    email
    name
    is_active
    is_platform_admin
    email_verified_at
    created_at
    updated_at
    memberships {
      role
      created_at
      organization {
        id
        slug
        name
      }
    }
    identities {
      provider
      subject
      email
      created_at
      last_used_at
    }
    api_keys {
      id
      organization_id
      name
      hint
      scopes
      created_at
      expires_at
      last_used_at
      revoked_at
    }
  }
  teams: team_members(where: {user_id: {_eq: $userId}}) {
    created_at
    team {
      id
      slug
      name
    }
  }
  sessions(where: {user_id: {_eq: $userId}}, order_by: {created_at: asc}) {
    id
    organization_id
    is_browser
    client_address
    created_at
    renewed_at
    expires_at
    ended_at
  }
  invitations_sent: invitations(
    where: {invited_by: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    id
    organization_id
    role
    created_at
    accepted_at
    revoked_at
  }
  kubeconfigs: kubeconfig_grants(
    where: {user_id: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    organization_id
    cluster_id
    tenant_cluster_id
    role
    created_at
    expires_at
  }
  decisions: deployment_approvals(
    where: {created_by: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    organization_id
    deployment_id
    decision
    comment
    created_at
  }
  commands: requests(
    where: {actor_id: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    action
    created_at
  }
  configurations: config_applications(
    where: {created_by: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    organization_id
    created_at
    changes
  }
  audit: audit_log(where: {actor_id: {_eq: $userId}}, order_by: {created_at: asc}) {
    created_at
    organization_id
    actor_role
    client_address
    table_name
    row_id
    operation
    changed_columns
  }
  events: domain_events(
    where: {actor_id: {_eq: $userId}}
    order_by: {created_at: asc}
  ) {
    created_at
    organization_id
    type
    subject_type
    subject_id
  }
}
    `) as unknown as TypedDocumentString<PersonalDataQuery, PersonalDataQueryVariables>;
export const ChannelsToDocument = new TypedDocumentString(`
    query ChannelsTo($emails: [String!]!) {
  notification_channels(
    where: {recipients: {_contains: $emails}}
    order_by: {created_at: asc}
  ) {
    organization_id
    name
    event_types
    created_at
  }
}
    `) as unknown as TypedDocumentString<ChannelsToQuery, ChannelsToQueryVariables>;
export const MailsToDocument = new TypedDocumentString(`
    query MailsTo($userId: uuid!, $email: String!) {
  account_mails(
    where: {_or: [{user_id: {_eq: $userId}}, {email: {_eq: $email}}]}
    order_by: {created_at: asc}
  ) {
    kind
    email
    created_at
    sent_at
    used_at
    expires_at
  }
}
    `) as unknown as TypedDocumentString<MailsToQuery, MailsToQueryVariables>;
export const InvitationsToDocument = new TypedDocumentString(`
    query InvitationsTo($email: String!) {
  invitations(where: {email: {_eq: $email}}, order_by: {created_at: asc}) {
    organization_id
    role
    created_at
    expires_at
    accepted_at
    revoked_at
  }
}
    `) as unknown as TypedDocumentString<InvitationsToQuery, InvitationsToQueryVariables>;
export const PersonForErasureDocument = new TypedDocumentString(`
    query PersonForErasure($userId: uuid!) {
  users_by_pk(id: $userId) {
    email
    is_platform_admin
    memberships(where: {role: {_eq: org_owner}}) {
      organization {
        slug
        members_aggregate(where: {role: {_eq: org_owner}}) {
          aggregate {
            count
          }
        }
      }
    }
  }
  admins: users_aggregate(
    where: {is_platform_admin: {_eq: true}, is_active: {_eq: true}}
  ) {
    aggregate {
      count
    }
  }
}
    `) as unknown as TypedDocumentString<PersonForErasureQuery, PersonForErasureQueryVariables>;
export const ErasePersonDocument = new TypedDocumentString(`
    mutation ErasePerson($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $userId: uuid!, $email: String!, $erased: String!, $subject: String!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  delete_requests(where: {actor_id: {_eq: $userId}, action: {_eq: "mutation"}}) {
    affected_rows
  }
  delete_organization_members(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_user_credentials(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_identities(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_sign_in_codes(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_refresh_tokens(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_sessions(where: {user_id: {_eq: $userId}}) {
    affected_rows
  }
  delete_account_mails(
    where: {_or: [{user_id: {_eq: $userId}}, {email: {_eq: $email}}]}
  ) {
    affected_rows
  }
  delete_invitations(where: {email: {_eq: $email}}) {
    affected_rows
  }
  delete_sign_in_limits(where: {subject: {_eq: $subject}}) {
    affected_rows
  }
  update_users_by_pk(
    pk_columns: {id: $userId}
    _set: {email: $erased, name: "Erased", is_active: false, is_platform_admin: false}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<ErasePersonMutation, ErasePersonMutationVariables>;
export const ForgetPeopleDocument = new TypedDocumentString(`
    mutation ForgetPeople($day: timestamptz!, $week: timestamptz!) {
  delete_sign_in_attempts(where: {created_at: {_lt: $day}}) {
    affected_rows
  }
  delete_sign_in_limits(where: {updated_at: {_lt: $day}}) {
    affected_rows
  }
  delete_sign_in_codes(where: {expires_at: {_lt: $day}}) {
    affected_rows
  }
  delete_account_mails(where: {expires_at: {_lt: $week}}) {
    affected_rows
  }
  delete_anonymous_requests(where: {created_at: {_lt: $week}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetPeopleMutation, ForgetPeopleMutationVariables>;
export const QuotaUsageDocument = new TypedDocumentString(`
    query QuotaUsage($project: String!) {
  organization: quota_usage(
    where: {project_id: {_is_null: true}}
    order_by: {quota: asc}
  ) {
    ...QuotaLine
  }
  projects: quota_usage(
    where: {project: {slug: {_like: $project}}}
    order_by: [{project: {slug: asc}}, {quota: asc}]
  ) {
    ...QuotaLine
  }
}
    fragment QuotaLine on quota_usage {
  organization {
    slug
  }
  project {
    slug
  }
  quota
  maximum
  used
  is_default
}`) as unknown as TypedDocumentString<QuotaUsageQuery, QuotaUsageQueryVariables>;
export const SetProjectQuotaDocument = new TypedDocumentString(`
    mutation SetProjectQuota($projectId: uuid!, $quota: quota_names_enum!, $maximum: bigint!) {
  insert_quotas_one(
    object: {project_id: $projectId, quota: $quota, maximum: $maximum}
    on_conflict: {constraint: quotas_target_key, update_columns: [maximum]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SetProjectQuotaMutation, SetProjectQuotaMutationVariables>;
export const SetOrganizationQuotaDocument = new TypedDocumentString(`
    mutation SetOrganizationQuota($organizationId: uuid!, $quota: quota_names_enum!, $maximum: bigint!) {
  insert_quotas_one(
    object: {organization_id: $organizationId, quota: $quota, maximum: $maximum}
    on_conflict: {constraint: quotas_target_key, update_columns: [maximum]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SetOrganizationQuotaMutation, SetOrganizationQuotaMutationVariables>;
export const UnsetQuotaDocument = new TypedDocumentString(`
    mutation UnsetQuota($targetId: uuid!, $quota: quota_names_enum!) {
  delete_quotas(where: {target_id: {_eq: $targetId}, quota: {_eq: $quota}}) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<UnsetQuotaMutation, UnsetQuotaMutationVariables>;
export const TellQuotaExceededDocument = new TypedDocumentString(`
    mutation TellQuotaExceeded($organizationId: uuid!, $projectId: uuid, $actorId: uuid, $payload: jsonb!) {
  insert_domain_events_one(
    object: {organization_id: $organizationId, project_id: $projectId, type: QuotaExceeded, subject_type: "organization", subject_id: $organizationId, payload: $payload, actor_id: $actorId}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<TellQuotaExceededMutation, TellQuotaExceededMutationVariables>;
export const ProjectIdOfSlugDocument = new TypedDocumentString(`
    query ProjectIdOfSlug($organizationId: uuid!, $slug: String!) {
  projects(where: {organization_id: {_eq: $organizationId}, slug: {_eq: $slug}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<ProjectIdOfSlugQuery, ProjectIdOfSlugQueryVariables>;
export const BuildToReconcileDocument = new TypedDocumentString(`
    query BuildToReconcile($id: uuid!) {
  builds_by_pk(id: $id) {
    id
    organization_id
    project_id
    service_id
    status
    step
    git_repository
    git_reference
    git_directory
    git_commit
    deadline_at
    artifact_kind
    artifact_removed_at
    service {
      slug
      project {
        slug
        organization {
          slug
        }
      }
    }
    config {
      variables
      build_command
      release_command
      start_command
      build_timeout_seconds
    }
    deployments(order_by: {created_at: asc}) {
      id
      variables
      secrets {
        ...RecordedSecret
      }
    }
  }
}
    fragment RecordedSecret on deployment_secrets {
  key
  secret_version {
    id
    store
    sealed
    secret {
      organization_id
      scope
      target_id
    }
  }
}`) as unknown as TypedDocumentString<BuildToReconcileQuery, BuildToReconcileQueryVariables>;
export const MoveBuildDocument = new TypedDocumentString(`
    mutation MoveBuild($id: uuid!, $from: build_statuses_enum!, $set: builds_set_input!) {
  update_builds(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveBuildMutation, MoveBuildMutationVariables>;
export const RemovableBuildsDocument = new TypedDocumentString(`
    query RemovableBuilds($ids: [uuid!]!) {
  builds(
    where: {id: {_in: $ids}, _or: [{status: {_in: [failed, cancelled]}}, {status: {_eq: succeeded}, artifact_kind: {_eq: image}}, {artifact_removed_at: {_is_null: false}}]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RemovableBuildsQuery, RemovableBuildsQueryVariables>;
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
export const InstanceExistsDocument = new TypedDocumentString(`
    query InstanceExists($id: uuid!) {
  service_instances_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<InstanceExistsQuery, InstanceExistsQueryVariables>;
export const DeploymentToReconcileDocument = new TypedDocumentString(`
    query DeploymentToReconcile($id: uuid!) {
  deployments_by_pk(id: $id) {
    id
    status
    revision
    deadline_at
    service_instance_id
    organization_id
    project_id
    git_reference
    image
    image_digest
    config_id
    build {
      id
      status
      failure_reason
    }
    variables
    config {
      variables
      overrides
      build_timeout_seconds
      health_timeout_seconds
    }
    service {
      id
      slug
      project_id
      source_type
      git_repository
      git_directory
      deleting_at
    }
    environment {
      id
      slug
      deleting_at
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
export const NoteImageDigestDocument = new TypedDocumentString(`
    mutation NoteImageDigest($id: uuid!, $digest: String!) {
  update_deployments(
    where: {id: {_eq: $id}, image_digest: {_is_null: true}}
    _set: {image_digest: $digest}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteImageDigestMutation, NoteImageDigestMutationVariables>;
export const MoveDeploymentDocument = new TypedDocumentString(`
    mutation MoveDeployment($id: uuid!, $from: deployment_statuses_enum!, $set: deployments_set_input!) {
  update_deployments(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveDeploymentMutation, MoveDeploymentMutationVariables>;
export const DeploymentToCheckDocument = new TypedDocumentString(`
    query DeploymentToCheck($id: uuid!) {
  deployments_by_pk(id: $id) {
    id
    kind
    revision
    image
    image_digest
    build {
      artifact_kind
      artifact_reference
      artifact_digest
      artifact_framework
      artifact_processes
      artifact_removed_at
    }
    organization {
      id
      slug
      policy_rules {
        kind
        project_id
        environment_type
        severity
        max_replicas
      }
    }
    project {
      id
      slug
      labels
    }
    environment {
      slug
      type
      is_protected
    }
    service {
      slug
      type
    }
    instance {
      desired_replicas
      max_replicas
    }
    approvals_aggregate(where: {decision: {_eq: approved}}) {
      aggregate {
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentToCheckQuery, DeploymentToCheckQueryVariables>;
export const EndCheckDocument = new TypedDocumentString(`
    mutation EndCheck($id: uuid!, $set: deployments_set_input!, $instanceId: uuid!, $report: vulnerability_reports_insert_input!, $decision: policy_decisions_insert_input!) {
  insert_vulnerability_reports_one(
    object: $report
    on_conflict: {constraint: vulnerability_reports_deployment_key, update_columns: []}
  ) {
    id
  }
  insert_policy_decisions_one(
    object: $decision
    on_conflict: {constraint: policy_decisions_deployment_key, update_columns: []}
  ) {
    id
  }
  update_deployments(where: {id: {_eq: $id}, status: {_eq: scanning}}, _set: $set) {
    affected_rows
  }
  update_service_instances(
    where: {id: {_eq: $instanceId}, desired_state: {_eq: stopped}, deployments: {id: {_eq: $id}, status: {_eq: deploying}}}
    _set: {desired_state: running}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<EndCheckMutation, EndCheckMutationVariables>;
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
export const InstancesUnderQuotaDefaultDocument = new TypedDocumentString(`
    query InstancesUnderQuotaDefault($quota: quota_names_enum!) {
  service_instances(
    where: {desired_state: {_eq: running}, _not: {organization: {quotas: {project_id: {_is_null: true}, quota: {_eq: $quota}}}}}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<InstancesUnderQuotaDefaultQuery, InstancesUnderQuotaDefaultQueryVariables>;
export const InstancesUnderQuotaDocument = new TypedDocumentString(`
    query InstancesUnderQuota($targetId: uuid!) {
  service_instances(
    where: {desired_state: {_eq: running}, _or: [{project_id: {_eq: $targetId}}, {organization_id: {_eq: $targetId}}]}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<InstancesUnderQuotaQuery, InstancesUnderQuotaQueryVariables>;
export const InstanceToReconcileDocument = new TypedDocumentString(`
    query InstanceToReconcile($id: uuid!) {
  service_instances_by_pk(id: $id) {
    id
    desired_state
    desired_replicas
    max_replicas
    cpu_target_percent
    memory_target_percent
    scaled_replicas
    generation
    observed_generation
    status
    status_reason
    lost_reason
    ready_replicas
    subdomain
    url
    address
    volume_gigabytes
    observed_at
    domains(where: {verified_at: {_is_null: false}}, order_by: {hostname: asc}) {
      id
      hostname
      status
      status_reason
      url
      certificate_expires_at
    }
    service {
      id
      slug
      type
      schedule
      schedule_timezone
      starting_deadline_seconds
      deleting_at
      database_bindings {
        ...BoundDatabase
      }
    }
    environment {
      deleting_at
      ...PlaceOfEnvironment
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
      finished_at
      image
      image_digest
      secrets {
        ...RecordedSecret
      }
      build {
        status
        artifact_kind
        artifact_reference
        artifact_digest
        artifact_framework
        artifact_processes
        artifact_removed_at
      }
      variables
      environment {
        slug
      }
      config {
        variables
        overrides
        start_command
        port
        health_path
        volume_path
        volume_gigabytes
        health_timeout_seconds
        stop_timeout_seconds
        cpu_request_millicores
        cpu_limit_millicores
        memory_request_megabytes
        memory_limit_megabytes
      }
    }
  }
}
    fragment BoundDatabase on database_bindings {
  variable
  use_pooler
  database {
    id
    organization_id
    environment_id
    slug
    status
    database_name
    host
    port
    pooler_host
    pooler_port
    credentials(where: {expires_at: {_is_null: true}}) {
      id
      username
      sealed_password
      expires_at
    }
  }
}
fragment PlaceOfEnvironment on environments {
  id
  slug
  namespace
  cluster {
    id
    organization_id
    sealed_kubeconfig
  }
  tenant_cluster {
    id
    namespace
    host_cluster {
      id
      organization_id
      sealed_kubeconfig
    }
  }
  project {
    id
    slug
    quota_limits {
      quota
      maximum
    }
    organization {
      id
      slug
      quota_limits(
        where: {project_id: {_is_null: true}, quota: {_in: ["cpu_millicores", "memory_megabytes", "storage_gigabytes"]}}
      ) {
        quota
        maximum
      }
    }
  }
}
fragment RecordedSecret on deployment_secrets {
  key
  secret_version {
    id
    store
    sealed
    secret {
      organization_id
      scope
      target_id
    }
  }
}`) as unknown as TypedDocumentString<InstanceToReconcileQuery, InstanceToReconcileQueryVariables>;
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
    desired_state
    status
    generation
    observed_generation
    service {
      type
    }
  }
  job_runs(where: {cleared_at: {_is_null: true}}) {
    id
  }
  projects(where: {deleting_at: {_is_null: false}}) {
    id
  }
  services(where: {deleting_at: {_is_null: false}}) {
    id
  }
  environments(where: {deleting_at: {_is_null: false}}) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenWorkQuery, OpenWorkQueryVariables>;
export const OverdueWorkDocument = new TypedDocumentString(`
    query OverdueWork($now: timestamptz!) {
  job_runs(
    where: {status: {_in: [queued, running, cancelling]}, deadline_at: {_lte: $now}}
  ) {
    id
  }
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
export const DeleteExpiredPreviewsDocument = new TypedDocumentString(`
    mutation DeleteExpiredPreviews($now: timestamptz!) {
  update_environments(
    where: {type: {_eq: preview}, expires_at: {_lte: $now}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteExpiredPreviewsMutation, DeleteExpiredPreviewsMutationVariables>;
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
    where: {status: {_nin: [unknown, stopped]}, observed_at: {_lt: $heardBefore}, service: {type: {_in: [web, worker]}}}
    _set: {status: unknown, status_reason: $reason, status_changed_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MarkUnknownMutation, MarkUnknownMutationVariables>;
export const ForgetOldDocument = new TypedDocumentString(`
    mutation ForgetOld($requestsBefore: timestamptz!, $tokensBefore: timestamptz!, $accessEndsBefore: timestamptz!, $metricsBefore: timestamptz!, $linesBefore: bigint!, $jobRunsBefore: timestamptz!) {
  delete_requests(where: {created_at: {_lt: $requestsBefore}}) {
    affected_rows
  }
  delete_refresh_tokens(where: {expires_at: {_lt: $tokensBefore}}) {
    affected_rows
  }
  delete_sessions(where: {expires_at: {_lt: $tokensBefore}}) {
    affected_rows
  }
  delete_access_ends(where: {ended_at: {_lt: $accessEndsBefore}}) {
    affected_rows
  }
  delete_service_metrics(where: {measured_at: {_lt: $metricsBefore}}) {
    affected_rows
  }
  delete_log_lines(where: {id: {_lt: $linesBefore}}) {
    affected_rows
  }
  delete_job_runs(where: {finished_at: {_lt: $jobRunsBefore}}) {
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
    returning {
      ...PlacedLine
    }
  }
}
    fragment PlacedLine on log_lines {
  id
  organization_id
  project_id
  service_id
  build_id
  service_instance_id
  job_run_id
  deployment_id
  replica
  stream
  level
  line
  logged_at
}`) as unknown as TypedDocumentString<WriteLogLinesMutation, WriteLogLinesMutationVariables>;
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
export const OpenWorkOfInstanceDocument = new TypedDocumentString(`
    query OpenWorkOfInstance($id: uuid!) {
  job_runs(where: {service_instance_id: {_eq: $id}, cleared_at: {_is_null: true}}) {
    id
  }
  builds(
    where: {status: {_in: [queued, building]}, deployments: {service_instance_id: {_eq: $id}}}
  ) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<OpenWorkOfInstanceQuery, OpenWorkOfInstanceQueryVariables>;
export const ForgetInstanceDocument = new TypedDocumentString(`
    mutation ForgetInstance($id: uuid!) {
  delete_service_instances_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ForgetInstanceMutation, ForgetInstanceMutationVariables>;
export const ForgetBuildDocument = new TypedDocumentString(`
    mutation ForgetBuild($id: uuid!) {
  delete_builds_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ForgetBuildMutation, ForgetBuildMutationVariables>;
export const ServiceToDeleteDocument = new TypedDocumentString(`
    query ServiceToDelete($id: uuid!) {
  services_by_pk(id: $id) {
    id
    project_id
    deleting_at
    instances {
      id
    }
    builds(limit: 50) {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceToDeleteQuery, ServiceToDeleteQueryVariables>;
export const ForgetServiceDocument = new TypedDocumentString(`
    mutation ForgetService($id: uuid!) {
  delete_services(
    where: {id: {_eq: $id}, deleting_at: {_is_null: false}, _and: [{_not: {instances: {}}}, {_not: {builds: {}}}]}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetServiceMutation, ForgetServiceMutationVariables>;
export const EnvironmentToDeleteDocument = new TypedDocumentString(`
    query EnvironmentToDelete($id: uuid!) {
  environments_by_pk(id: $id) {
    id
    project_id
    deleting_at
    instances {
      id
    }
    databases(where: {status: {_neq: deleted}}) {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<EnvironmentToDeleteQuery, EnvironmentToDeleteQueryVariables>;
export const ForgetEnvironmentDocument = new TypedDocumentString(`
    mutation ForgetEnvironment($id: uuid!) {
  delete_environments(
    where: {id: {_eq: $id}, deleting_at: {_is_null: false}, _and: [{_not: {instances: {}}}, {_not: {databases: {status: {_neq: deleted}}}}]}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetEnvironmentMutation, ForgetEnvironmentMutationVariables>;
export const ProjectToDeleteDocument = new TypedDocumentString(`
    query ProjectToDelete($id: uuid!) {
  projects_by_pk(id: $id) {
    id
    deleting_at
    services {
      id
    }
    environments {
      id
    }
    tenant_clusters(where: {status: {_neq: deleted}}) {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectToDeleteQuery, ProjectToDeleteQueryVariables>;
export const ForgetProjectDocument = new TypedDocumentString(`
    mutation ForgetProject($id: uuid!) {
  delete_projects(
    where: {id: {_eq: $id}, deleting_at: {_is_null: false}, _and: [{_not: {services: {}}}, {_not: {environments: {}}}, {_not: {tenant_clusters: {status: {_neq: deleted}}}}]}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<ForgetProjectMutation, ForgetProjectMutationVariables>;
export const DeleteDatabasesDocument = new TypedDocumentString(`
    mutation DeleteDatabases($ids: [uuid!]!, $deadlineAt: timestamptz!) {
  update_databases(
    where: {id: {_in: $ids}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteDatabasesMutation, DeleteDatabasesMutationVariables>;
export const DeleteTenantClustersDocument = new TypedDocumentString(`
    mutation DeleteTenantClusters($ids: [uuid!]!, $deadlineAt: timestamptz!) {
  update_tenant_clusters(
    where: {id: {_in: $ids}, status: {_nin: [deleting, deleted]}}
    _set: {status: deleting, deadline_at: $deadlineAt}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteTenantClustersMutation, DeleteTenantClustersMutationVariables>;
export const DeleteContentsDocument = new TypedDocumentString(`
    mutation DeleteContents($projectId: uuid!, $now: timestamptz!) {
  update_services(
    where: {project_id: {_eq: $projectId}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
  update_environments(
    where: {project_id: {_eq: $projectId}, deleting_at: {_is_null: true}}
    _set: {deleting_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteContentsMutation, DeleteContentsMutationVariables>;
export const JobRunToReconcileDocument = new TypedDocumentString(`
    query JobRunToReconcile($id: uuid!) {
  job_runs_by_pk(id: $id) {
    id
    status
    status_reason
    scheduled_for
    command
    created_at
    deadline_at
    organization_id
    project_id
    service {
      id
      slug
      type
      concurrency_policy
      job_timeout_seconds
    }
    instance {
      id
      environment {
        ...PlaceOfEnvironment
      }
      job_runs(
        where: {status: {_in: [queued, running, cancelling]}, trigger: {_eq: schedule}}
      ) {
        id
        status
        created_at
      }
    }
    deployment {
      id
      image
      image_digest
      variables
      secrets {
        ...RecordedSecret
      }
      build {
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
        stop_timeout_seconds
      }
    }
  }
}
    fragment PlaceOfEnvironment on environments {
  id
  slug
  namespace
  cluster {
    id
    organization_id
    sealed_kubeconfig
  }
  tenant_cluster {
    id
    namespace
    host_cluster {
      id
      organization_id
      sealed_kubeconfig
    }
  }
  project {
    id
    slug
    quota_limits {
      quota
      maximum
    }
    organization {
      id
      slug
      quota_limits(
        where: {project_id: {_is_null: true}, quota: {_in: ["cpu_millicores", "memory_megabytes", "storage_gigabytes"]}}
      ) {
        quota
        maximum
      }
    }
  }
}
fragment RecordedSecret on deployment_secrets {
  key
  secret_version {
    id
    store
    sealed
    secret {
      organization_id
      scope
      target_id
    }
  }
}`) as unknown as TypedDocumentString<JobRunToReconcileQuery, JobRunToReconcileQueryVariables>;
export const NoteRunClearedDocument = new TypedDocumentString(`
    mutation NoteRunCleared($id: uuid!, $now: timestamptz!) {
  update_job_runs(
    where: {id: {_eq: $id}, cleared_at: {_is_null: true}, status: {_nin: [queued, running, cancelling]}}
    _set: {cleared_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<NoteRunClearedMutation, NoteRunClearedMutationVariables>;
export const MoveJobRunDocument = new TypedDocumentString(`
    mutation MoveJobRun($id: uuid!, $from: job_run_statuses_enum!, $set: job_runs_set_input!) {
  update_job_runs(where: {id: {_eq: $id}, status: {_eq: $from}}, _set: $set) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<MoveJobRunMutation, MoveJobRunMutationVariables>;
export const LastScheduledDocument = new TypedDocumentString(`
    query LastScheduled($id: uuid!) {
  job_runs(
    where: {service_instance_id: {_eq: $id}, scheduled_for: {_is_null: false}}
    order_by: {scheduled_for: desc}
    limit: 1
  ) {
    scheduled_for
  }
  deployments(
    where: {service_instance_id: {_eq: $id}, status: {_in: [running, superseded, rolled_back]}}
    order_by: {revision: asc}
    limit: 1
  ) {
    finished_at
  }
}
    `) as unknown as TypedDocumentString<LastScheduledQuery, LastScheduledQueryVariables>;
export const ScheduleJobRunDocument = new TypedDocumentString(`
    mutation ScheduleJobRun($run: job_runs_insert_input!) {
  insert_job_runs_one(
    object: $run
    on_conflict: {constraint: job_runs_once_key, update_columns: []}
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<ScheduleJobRunMutation, ScheduleJobRunMutationVariables>;
export const SecretTargetDocument = new TypedDocumentString(`
    query SecretTarget($id: uuid!, $userId: uuid!) {
  organization_members(where: {user_id: {_eq: $userId}}) {
    role
  }
  projects_by_pk(id: $id) {
    id
  }
  environments_by_pk(id: $id) {
    id
    is_protected
  }
  services_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<SecretTargetQuery, SecretTargetQueryVariables>;
export const SecretByIdDocument = new TypedDocumentString(`
    query SecretById($id: uuid!) {
  secrets_by_pk(id: $id) {
    id
    scope
    target_id
    key
  }
}
    `) as unknown as TypedDocumentString<SecretByIdQuery, SecretByIdQueryVariables>;
export const WriteSecretsDocument = new TypedDocumentString(`
    mutation WriteSecrets($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $secrets: [secrets_insert_input!]!, $versions: [secret_versions_insert_input!]!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  insert_secrets(
    objects: $secrets
    on_conflict: {constraint: secrets_key_key, update_columns: [updated_by]}
  ) {
    affected_rows
  }
  insert_secret_versions(objects: $versions) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<WriteSecretsMutation, WriteSecretsMutationVariables>;
export const DeleteSecretDocument = new TypedDocumentString(`
    mutation DeleteSecret($actorId: uuid!, $requestId: uuid!, $action: String!, $inputHash: String!, $answer: jsonb!, $id: uuid!, $now: timestamptz!) {
  insert_requests_one(
    object: {actor_id: $actorId, request_id: $requestId, action: $action, input_hash: $inputHash, answer: $answer}
  ) {
    request_id
  }
  update_secrets(
    where: {id: {_eq: $id}, deleted_at: {_is_null: true}}
    _set: {deleted_at: $now, updated_at: $now, updated_by: $actorId}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DeleteSecretMutation, DeleteSecretMutationVariables>;
export const SecretForBlastRadiusDocument = new TypedDocumentString(`
    query SecretForBlastRadius($id: uuid!) {
  secrets_by_pk(id: $id) {
    id
    organization_id
    scope
    target_id
    key
    version
    updated_at
    updater {
      email
    }
    deployments(order_by: {deployment: {created_at: desc}}, limit: 1) {
      deployment {
        id
        created_at
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SecretForBlastRadiusQuery, SecretForBlastRadiusQueryVariables>;
export const SecretReadersDocument = new TypedDocumentString(`
    query SecretReaders($targetId: uuid!, $key: String!) {
  service_instances(
    where: {_or: [{organization_id: {_eq: $targetId}}, {project_id: {_eq: $targetId}}, {environment_id: {_eq: $targetId}}, {service_id: {_eq: $targetId}}]}
    order_by: [{subdomain: asc}]
  ) {
    organization_id
    project_id
    environment_id
    service_id
    environment {
      slug
    }
    service {
      slug
      project {
        slug
      }
    }
    current_deployment {
      id
      secrets(where: {key: {_eq: $key}}) {
        secret_id
        secret_version {
          version
        }
      }
    }
  }
  secrets(where: {key: {_eq: $key}}) {
    id
    scope
    target_id
  }
}
    `) as unknown as TypedDocumentString<SecretReadersQuery, SecretReadersQueryVariables>;
export const SetSecretsDocument = new TypedDocumentString(`
    mutation SetSecrets($scope: String!, $targetId: uuid, $secrets: [SecretInput!]!, $requestId: uuid!) {
  setSecrets(
    scope: $scope
    targetId: $targetId
    secrets: $secrets
    requestId: $requestId
  ) {
    secretIds
  }
}
    `) as unknown as TypedDocumentString<SetSecretsMutation, SetSecretsMutationVariables>;
export const RemoveSecretDocument = new TypedDocumentString(`
    mutation RemoveSecret($secretId: uuid!, $requestId: uuid!) {
  deleteSecret(secretId: $secretId, requestId: $requestId) {
    secretId
  }
}
    `) as unknown as TypedDocumentString<RemoveSecretMutation, RemoveSecretMutationVariables>;
export const SecretsDocument = new TypedDocumentString(`
    query Secrets {
  secrets(order_by: [{key: asc}, {scope: asc}]) {
    id
    scope
    target_id
    key
    version
    updated_at
    updater {
      email
    }
    project {
      slug
    }
    environment {
      slug
    }
    service {
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<SecretsQuery, SecretsQueryVariables>;
export const EnvironmentBySlugDocument = new TypedDocumentString(`
    query EnvironmentBySlug($project: String!, $slug: String!) {
  environments(where: {slug: {_eq: $slug}, project: {slug: {_eq: $project}}}) {
    id
    project_id
  }
}
    `) as unknown as TypedDocumentString<EnvironmentBySlugQuery, EnvironmentBySlugQueryVariables>;
export const BlastRadiusDocument = new TypedDocumentString(`
    query BlastRadius($secretId: uuid!) {
  secretBlastRadius(secretId: $secretId) {
    secretId
    scope
    key
    version
    lastRotatedAt
    lastRotatedBy
    lastUsedAt
    lastUsedDeploymentId
    readers {
      serviceId
      service
      environmentId
      environment
      versionInUse
      deploymentId
      readsNext
    }
  }
}
    `) as unknown as TypedDocumentString<BlastRadiusQuery, BlastRadiusQueryVariables>;
export const SecretsToDestroyDocument = new TypedDocumentString(`
    query SecretsToDestroy($limit: Int!) {
  secret_versions(
    where: {destroyed_at: {_is_null: true}, secret: {deleted_at: {_is_null: false}}, _not: {deployments: {deployment: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling, running]}}}}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SecretsToDestroyQuery, SecretsToDestroyQueryVariables>;
export const DestroySecretVersionDocument = new TypedDocumentString(`
    mutation DestroySecretVersion($id: uuid!, $now: timestamptz!) {
  update_secret_versions(
    where: {id: {_eq: $id}, destroyed_at: {_is_null: true}, secret: {deleted_at: {_is_null: false}}, _not: {deployments: {deployment: {status: {_in: [pending_approval, queued, building, scanning, deploying, verifying, cancelling, running]}}}}}
    _set: {sealed: null, key_id: null, destroyed_at: $now}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<DestroySecretVersionMutation, DestroySecretVersionMutationVariables>;
export const SealedOtherwiseDocument = new TypedDocumentString(`
    query SealedOtherwise($unlike: String!, $after: uuid!, $limit: Int!) {
  secret_versions(
    where: {sealed: {_nlike: $unlike}, destroyed_at: {_is_null: true}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    sealed
    secret {
      organization_id
      scope
      target_id
      key
    }
  }
  git_connections(
    where: {sealed: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    target_id
    host
    path
    value_id
    sealed
  }
  registry_credentials(
    where: {sealed: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    target_id
    registry
    value_id
    sealed
  }
  webhooks(
    where: {_or: [{secret_sealed: {_nlike: $unlike}}, {previous_secret_sealed: {_nlike: $unlike}}], id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    secret_version
    secret_sealed
    previous_secret_sealed
  }
  notification_channels(
    where: {target_sealed: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    target_sealed
  }
  database_credentials(
    where: {sealed_password: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    database_id
    username
    sealed_password
  }
  clusters(
    where: {sealed_kubeconfig: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    sealed_kubeconfig
  }
  kubeconfig_grants(
    where: {sealed_kubeconfig: {_nlike: $unlike}, id: {_gt: $after}}
    order_by: {id: asc}
    limit: $limit
  ) {
    id
    organization_id
    sealed_kubeconfig
  }
}
    `) as unknown as TypedDocumentString<SealedOtherwiseQuery, SealedOtherwiseQueryVariables>;
export const RewrapSecretVersionDocument = new TypedDocumentString(`
    mutation RewrapSecretVersion($id: uuid!, $before: String!, $sealed: String!, $keyId: String, $store: String!) {
  update_secret_versions(
    where: {id: {_eq: $id}, sealed: {_eq: $before}}
    _set: {sealed: $sealed, key_id: $keyId, store: $store}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapSecretVersionMutation, RewrapSecretVersionMutationVariables>;
export const RewrapGitConnectionDocument = new TypedDocumentString(`
    mutation RewrapGitConnection($id: uuid!, $before: String!, $sealed: String!, $keyId: String, $store: String!) {
  update_git_connections(
    where: {id: {_eq: $id}, sealed: {_eq: $before}}
    _set: {sealed: $sealed, key_id: $keyId, store: $store}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapGitConnectionMutation, RewrapGitConnectionMutationVariables>;
export const RewrapRegistryCredentialDocument = new TypedDocumentString(`
    mutation RewrapRegistryCredential($id: uuid!, $before: String!, $sealed: String!, $keyId: String, $store: String!) {
  update_registry_credentials(
    where: {id: {_eq: $id}, sealed: {_eq: $before}}
    _set: {sealed: $sealed, key_id: $keyId, store: $store}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapRegistryCredentialMutation, RewrapRegistryCredentialMutationVariables>;
export const RewrapWebhookDocument = new TypedDocumentString(`
    mutation RewrapWebhook($id: uuid!, $before: String!, $sealed: String!) {
  update_webhooks(
    where: {id: {_eq: $id}, secret_sealed: {_eq: $before}}
    _set: {secret_sealed: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapWebhookMutation, RewrapWebhookMutationVariables>;
export const RewrapWebhookPreviousDocument = new TypedDocumentString(`
    mutation RewrapWebhookPrevious($id: uuid!, $before: String!, $sealed: String!) {
  update_webhooks(
    where: {id: {_eq: $id}, previous_secret_sealed: {_eq: $before}}
    _set: {previous_secret_sealed: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapWebhookPreviousMutation, RewrapWebhookPreviousMutationVariables>;
export const RewrapNotificationChannelDocument = new TypedDocumentString(`
    mutation RewrapNotificationChannel($id: uuid!, $before: String!, $sealed: String!) {
  update_notification_channels(
    where: {id: {_eq: $id}, target_sealed: {_eq: $before}}
    _set: {target_sealed: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapNotificationChannelMutation, RewrapNotificationChannelMutationVariables>;
export const RewrapDatabaseCredentialsDocument = new TypedDocumentString(`
    mutation RewrapDatabaseCredentials($id: uuid!, $before: String!, $sealed: String!) {
  update_database_credentials(
    where: {id: {_eq: $id}, sealed_password: {_eq: $before}}
    _set: {sealed_password: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapDatabaseCredentialsMutation, RewrapDatabaseCredentialsMutationVariables>;
export const RewrapClusterDocument = new TypedDocumentString(`
    mutation RewrapCluster($id: uuid!, $before: String!, $sealed: String!) {
  update_clusters(
    where: {id: {_eq: $id}, sealed_kubeconfig: {_eq: $before}}
    _set: {sealed_kubeconfig: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapClusterMutation, RewrapClusterMutationVariables>;
export const RewrapKubeconfigGrantDocument = new TypedDocumentString(`
    mutation RewrapKubeconfigGrant($id: uuid!, $before: String!, $sealed: String!) {
  update_kubeconfig_grants(
    where: {id: {_eq: $id}, sealed_kubeconfig: {_eq: $before}}
    _set: {sealed_kubeconfig: $sealed}
  ) {
    affected_rows
  }
}
    `) as unknown as TypedDocumentString<RewrapKubeconfigGrantMutation, RewrapKubeconfigGrantMutationVariables>;
export const DiscardedSecretsDocument = new TypedDocumentString(`
    query DiscardedSecrets($limit: Int!) {
  discarded_secrets(order_by: {discarded_at: asc}, limit: $limit) {
    id
    sealed
  }
}
    `) as unknown as TypedDocumentString<DiscardedSecretsQuery, DiscardedSecretsQueryVariables>;
export const ForgetDiscardedSecretDocument = new TypedDocumentString(`
    mutation ForgetDiscardedSecret($id: uuid!) {
  delete_discarded_secrets_by_pk(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ForgetDiscardedSecretMutation, ForgetDiscardedSecretMutationVariables>;