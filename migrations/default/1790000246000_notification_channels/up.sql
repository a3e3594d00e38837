create table if not exists public.notification_channels (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  project_id uuid references public.projects (id) on delete cascade,
  name text not null,
  type text not null references public.channel_types (value),
  target_sealed text,
  target_hint text not null,
  recipients text[],
  event_types text[] not null default '{Alert*,*Failed,WebhookDisabled}',
  minimum_severity text not null default 'info' references public.event_severities (value),
  is_enabled boolean not null default true,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure_reason text,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notification_channels_name_check check (length(name) between 1 and 100),
  constraint notification_channels_target_check check ((type = 'email') = (target_sealed is null)),
  constraint notification_channels_recipients_check check (
    (type = 'email') = (recipients is not null) and cardinality(recipients) between 1 and 20
  ),
  constraint notification_channels_event_types_check check (
    array_to_string(event_types, ',', '-') ~ '^[A-Za-z*]{1,80}(,[A-Za-z*]{1,80}){0,49}$'
  )
);

comment on table public.notification_channels is 'Where an organization wants to be told what needs people: Slack, e-mail, any HTTP address.';
comment on column public.notification_channels.project_id is 'Only what happens in this project; null: all of the organization.';
comment on column public.notification_channels.target_sealed is 'The address to post to, and for webhooks the signing secret, encrypted: whoever knows the address can post there.';
comment on column public.notification_channels.target_hint is 'As much of the target as tells channels apart.';
comment on column public.notification_channels.recipients is 'E-mail addresses.';
comment on column public.notification_channels.event_types is 'Types of domain events; a * stands for any letters: Alert*, *Failed, *.';
comment on column public.notification_channels.minimum_severity is 'Milder events are not sent.';
comment on column public.notification_channels.last_failure_reason is 'Why the newest failed attempt failed.';

create index if not exists notification_channels_organization_id_idx on public.notification_channels (organization_id asc);
create index if not exists notification_channels_project_id_idx on public.notification_channels (project_id asc)
  where project_id is not null;
create index if not exists notification_channels_created_by_idx on public.notification_channels (created_by asc);

drop trigger if exists notification_channels_touch on public.notification_channels;
create trigger notification_channels_touch before update on public.notification_channels
  for each row execute function public.touch_updated_at();
