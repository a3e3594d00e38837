delete from public.status_transitions where machine in ('builds', 'deployments');
