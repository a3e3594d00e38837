alter table public.clusters add column if not exists given_up_at timestamptz;
alter table public.clusters add column if not exists given_up_by uuid references public.users (id) on delete set null;
alter table public.clusters add column if not exists given_up_note text;

alter table public.clusters drop constraint if exists clusters_given_up_check;
alter table public.clusters add constraint clusters_given_up_check check (
  given_up_at is null or status in ('deleting', 'deleted', 'failed')
);

comment on column public.clusters.given_up_at is
  'When somebody deleted it with what was in it, since it is lost; null: it goes when nothing is in it any more.';
comment on column public.clusters.given_up_by is 'Who gave it up';
comment on column public.clusters.given_up_note is
  'What was in it then, by name: it may run on where the cluster is, and nobody looks after it.';

create index if not exists clusters_given_up_by_idx on public.clusters (given_up_by asc) where given_up_by is not null;

alter table public.service_instances add column if not exists lost_reason text;

comment on column public.service_instances.lost_reason is
  'Why what ran is not ours to look after any more: its cluster was given up. Null again when another version runs.';
