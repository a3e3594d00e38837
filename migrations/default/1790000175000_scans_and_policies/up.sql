create table if not exists public.severities (
  value text primary key,
  comment text not null
);
comment on table public.severities is 'How bad a vulnerability is, least bad first.';

create table if not exists public.scan_outcomes (
  value text primary key,
  comment text not null
);
comment on table public.scan_outcomes is 'Whether an artifact was looked at. What was not is never called clean.';

create table if not exists public.policy_outcomes (
  value text primary key,
  comment text not null
);
comment on table public.policy_outcomes is 'What the policy says about a deployment.';

create table if not exists public.policy_rule_kinds (
  value text primary key,
  comment text not null
);
comment on table public.policy_rule_kinds is 'Rules that an organization can switch on.';

create table if not exists public.policy_rules (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  environment_type text references public.environment_types (value),
  kind text not null references public.policy_rule_kinds (value),
  severity text references public.severities (value),
  max_replicas integer,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint policy_rules_severity_check check ((kind = 'severity') = (severity is not null)),
  constraint policy_rules_max_replicas_check check (
    (kind = 'max_replicas') = (max_replicas is not null) and max_replicas between 1 and 100
  )
);

comment on table public.policy_rules is 'What every deployment of an organization is checked against before it starts.';
comment on column public.policy_rules.project_id is 'Only this project; null: all.';
comment on column public.policy_rules.environment_type is 'Only environments of this type; null: all.';
comment on column public.policy_rules.severity is 'For the kind severity: a vulnerability this bad or worse denies the deployment.';
comment on column public.policy_rules.max_replicas is 'For the kind max_replicas.';

create index if not exists policy_rules_organization_id_idx on public.policy_rules (organization_id asc);
create index if not exists policy_rules_project_id_idx on public.policy_rules (project_id asc) where project_id is not null;
create index if not exists policy_rules_created_by_idx on public.policy_rules (created_by asc);

create table if not exists public.vulnerability_reports (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  deployment_id uuid not null references public.deployments (id) on delete cascade,
  outcome text not null references public.scan_outcomes (value),
  reason text,
  scanner text,
  artifact_reference text not null,
  artifact_digest text,
  critical_count integer not null default 0,
  high_count integer not null default 0,
  medium_count integer not null default 0,
  low_count integer not null default 0,
  unknown_count integer not null default 0,
  findings jsonb not null default '[]',
  scanned_at timestamptz,
  created_at timestamptz not null default now(),
  constraint vulnerability_reports_deployment_key unique (deployment_id),
  constraint vulnerability_reports_outcome_check check (
    (outcome = 'scanned' and scanner is not null and scanned_at is not null)
    or (outcome = 'not_scanned' and reason is not null and scanned_at is null
      and critical_count + high_count + medium_count + low_count + unknown_count = 0)
  ),
  constraint vulnerability_reports_findings_check check (jsonb_typeof(findings) = 'array')
);

comment on table public.vulnerability_reports is 'What a scanner found in the artifact of a deployment, or why nobody looked.';
comment on column public.vulnerability_reports.reason is 'Why it was not scanned.';
comment on column public.vulnerability_reports.findings is
  'The worst 200: id, severity, package, installedVersion, fixedVersion, title.';

create index if not exists vulnerability_reports_organization_id_idx on public.vulnerability_reports (organization_id asc);
create index if not exists vulnerability_reports_project_id_idx on public.vulnerability_reports (project_id asc);

create table if not exists public.policy_decisions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid not null references public.projects (id) on delete cascade,
  deployment_id uuid not null references public.deployments (id) on delete cascade,
  engine text not null,
  outcome text not null references public.policy_outcomes (value),
  violations jsonb not null default '[]',
  decided_at timestamptz not null default clock_timestamp(),
  constraint policy_decisions_deployment_key unique (deployment_id),
  constraint policy_decisions_violations_check check (
    jsonb_typeof(violations) = 'array' and (outcome = 'denied') = (jsonb_array_length(violations) > 0)
  )
);

comment on table public.policy_decisions is 'Whether a deployment was allowed to start, and which rules it broke.';
comment on column public.policy_decisions.engine is 'Who decided.';
comment on column public.policy_decisions.violations is 'What it broke: rule, message, hint. Empty when it was allowed.';

create index if not exists policy_decisions_organization_id_idx on public.policy_decisions (organization_id asc);
create index if not exists policy_decisions_project_id_idx on public.policy_decisions (project_id asc);
