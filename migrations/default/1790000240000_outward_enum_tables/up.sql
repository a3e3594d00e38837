create table if not exists public.delivery_statuses (
  value text primary key,
  comment text not null
);
comment on table public.delivery_statuses is 'States of a message to the outside: an event for a webhook, a notification for a channel.';

create table if not exists public.channel_types (
  value text primary key,
  comment text not null
);
comment on table public.channel_types is 'Where notifications can go.';

create table if not exists public.event_severities (
  value text primary key,
  comment text not null
);
comment on table public.event_severities is 'How serious an event or an alert is, mildest first.';

create table if not exists public.alert_conditions (
  value text primary key,
  comment text not null
);
comment on table public.alert_conditions is 'What an alert rule watches.';

create table if not exists public.alert_statuses (
  value text primary key,
  comment text not null
);
comment on table public.alert_statuses is 'States of an alert.';
