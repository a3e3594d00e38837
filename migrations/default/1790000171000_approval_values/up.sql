insert into public.approval_decisions (value, comment) values
  ('approved', 'It may go on'),
  ('rejected', 'It shall not')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('DeploymentApproved', 'A deployment got the approvals it needed'),
  ('DeploymentRejected', 'A deployment was refused by somebody who could have approved it')
on conflict (value) do nothing;
