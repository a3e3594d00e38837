create or replace function public.event_matches(event_type text, patterns text[]) returns boolean
  language sql immutable
  as $$ select exists (select 1 from unnest(patterns) p where event_type like replace(p, '*', '%')) $$;

comment on function public.event_matches(text, text[]) is
  'Whether an event''s type is among the patterns: a type by name, or with a * for any letters.';

create or replace function public.severity_rank(severity text) returns integer
  language sql immutable
  as $$ select array_position(array['info', 'warning', 'error', 'critical'], severity) $$;

comment on function public.severity_rank(text) is '1 is the mildest.';

create or replace function public.event_severity(event_type text, payload jsonb) returns text
  language sql immutable
  as $$
    select case
      when event_type = 'AlertFired' then coalesce(payload ->> 'severity', 'error')
      when event_type = 'InstanceStatusChanged' and payload ->> 'to' = 'crashed' then 'error'
      when event_type = 'InstanceStatusChanged' and payload ->> 'to' in ('degraded', 'unknown') then 'warning'
      when event_type like '%Failed' then 'error'
      when event_type like '%Exceeded' or event_type in ('WebhookDisabled', 'MemberRemoved', 'ProjectDeleted', 'ServiceDeleted')
        then 'warning'
      else 'info'
    end
  $$;

comment on function public.event_severity(text, jsonb) is 'How serious an event is, for the channels that ask for a minimum.';
