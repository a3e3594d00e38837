insert into public.status_transitions (machine, from_status, to_status) values
  ('deployments', 'queued', 'deploying'),
  ('deployments', 'building', 'deploying')
on conflict (machine, from_status, to_status) do nothing;
delete from public.status_transitions where machine = 'deployments' and from_status = 'queued' and to_status = 'scanning';
