-- A database that its platform does not have any more is neither unreachable nor one that could not be made.
insert into public.database_statuses (value, comment) values
  ('lost', 'Its platform does not have it any more, nor its data: it can be restored from a backup, or deleted')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('DatabaseLost', 'A database was deleted outside of NorthStack, with its data')
on conflict (value) do nothing;

insert into public.status_transitions (machine, from_status, to_status) values
  ('databases', 'running', 'lost'),
  ('databases', 'scaling', 'lost'),
  ('databases', 'backing_up', 'lost'),
  ('databases', 'restoring', 'lost'),
  ('databases', 'failing_over', 'lost'),
  ('databases', 'unreachable', 'lost'),
  ('databases', 'lost', 'running'),
  ('databases', 'lost', 'unreachable'),
  ('databases', 'lost', 'restoring'),
  ('databases', 'lost', 'deleting')
on conflict (machine, from_status, to_status) do nothing;
