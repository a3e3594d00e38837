insert into public.job_run_statuses (value, comment) values
  ('queued', 'Waits to be started'),
  ('running', 'Under way'),
  ('cancelling', 'Was asked to stop and has not yet'),
  ('succeeded', 'Ended with exit code 0'),
  ('failed', 'Ended otherwise'),
  ('cancelled', 'Was stopped'),
  ('skipped', 'Was never started')
on conflict (value) do nothing;

insert into public.job_triggers (value, comment) values
  ('schedule', 'Its time came'),
  ('manual', 'Somebody asked for it')
on conflict (value) do nothing;

insert into public.concurrency_policies (value, comment) values
  ('allow', 'Both run'),
  ('forbid', 'The later one is skipped'),
  ('replace', 'The earlier one is stopped')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('JobSucceeded', 'A run of a job ended with exit code 0'),
  ('JobFailed', 'A run of a job failed')
on conflict (value) do nothing;

insert into public.status_transitions (machine, from_status, to_status) values
  ('job_runs', '', 'queued'),
  ('job_runs', 'queued', 'running'),
  ('job_runs', 'queued', 'skipped'),
  ('job_runs', 'queued', 'cancelled'),
  ('job_runs', 'queued', 'failed'),
  ('job_runs', 'running', 'succeeded'),
  ('job_runs', 'running', 'failed'),
  ('job_runs', 'running', 'cancelling'),
  ('job_runs', 'cancelling', 'cancelled'),
  ('job_runs', 'cancelling', 'failed')
on conflict (machine, from_status, to_status) do nothing;
