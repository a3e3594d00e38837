-- Here because the two tables refer to each other.
alter table public.service_instances drop constraint if exists service_instances_current_deployment_id_fkey;
alter table public.service_instances add constraint service_instances_current_deployment_id_fkey
  foreign key (current_deployment_id) references public.deployments (id) on delete set null;
