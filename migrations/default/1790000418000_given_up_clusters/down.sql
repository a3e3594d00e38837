alter table public.service_instances drop column if exists lost_reason;
alter table public.clusters drop constraint if exists clusters_given_up_check;
alter table public.clusters drop column if exists given_up_note;
alter table public.clusters drop column if exists given_up_by;
alter table public.clusters drop column if exists given_up_at;
