insert into public.severities (value, comment) values
  ('unknown', 'Not rated'),
  ('low', 'Low'),
  ('medium', 'Medium'),
  ('high', 'High'),
  ('critical', 'Critical')
on conflict (value) do nothing;

insert into public.scan_outcomes (value, comment) values
  ('scanned', 'A scanner looked at it'),
  ('not_scanned', 'Nobody looked at it, so nothing is known')
on conflict (value) do nothing;

insert into public.policy_outcomes (value, comment) values
  ('allowed', 'No rule was broken'),
  ('denied', 'A rule was broken')
on conflict (value) do nothing;

insert into public.policy_rule_kinds (value, comment) values
  ('image_digest', 'Images are named by digest'),
  ('approval', 'Somebody has approved the deployment'),
  ('max_replicas', 'At most so many replicas'),
  ('severity', 'No vulnerability of a severity or worse'),
  ('scan', 'The artifact was scanned')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('DeploymentDenied', 'The policy did not let a deployment start')
on conflict (value) do nothing;

-- Every deployment is checked before it starts.
insert into public.status_transitions (machine, from_status, to_status) values
  ('deployments', 'queued', 'scanning')
on conflict (machine, from_status, to_status) do nothing;

delete from public.status_transitions
  where machine = 'deployments' and to_status = 'deploying' and from_status in ('queued', 'building');

update public.deployment_statuses set comment = 'Its artifact is scanned for vulnerabilities and checked against the policy'
  where value = 'scanning';
