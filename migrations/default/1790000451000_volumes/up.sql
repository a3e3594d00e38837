alter table public.service_configs add column if not exists volume_path text;
alter table public.service_configs add column if not exists volume_gigabytes integer;
alter table public.service_configs drop constraint if exists service_configs_volume_path_check;
alter table public.service_configs add constraint service_configs_volume_path_check check (
  length(volume_path) <= 255 and volume_path ~ '^/[^\x01-\x20\x7f:,]*[^\x01-\x20\x7f:,/]$'
  and volume_path !~ '//' and volume_path !~ '/[.]{1,2}(/|$)'
);
alter table public.service_configs drop constraint if exists service_configs_volume_gigabytes_check;
alter table public.service_configs add constraint service_configs_volume_gigabytes_check check (volume_gigabytes between 1 and 65536);

comment on column public.service_configs.volume_path is
  'Of what is stateful: the folder whose contents outlive its versions; null: it has none. It may be another one with a deployment.';
comment on column public.service_configs.volume_gigabytes is 'How much that folder holds. It only grows.';

alter table public.service_instances add column if not exists volume_gigabytes integer;
alter table public.service_instances add column if not exists address text;
alter table public.service_instances drop constraint if exists service_instances_volume_check;
alter table public.service_instances add constraint service_instances_volume_check check (volume_gigabytes between 1 and 65536);

comment on column public.service_instances.volume_gigabytes is
  'The most that its volume was ever asked to hold: volumes do not shrink; null: it has none.';
comment on column public.service_instances.address is 'Where programs beside it reach what is stateful, as host:port; null: not known.';
