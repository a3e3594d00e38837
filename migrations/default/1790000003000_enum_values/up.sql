insert into public.member_roles (value, comment) values
  ('viewer', 'Sees the projects of their teams'),
  ('developer', 'Creates services and deploys to unprotected environments'),
  ('team_lead', 'Also manages teams and approves deployments to protected environments'),
  ('devops', 'Also manages environments, clusters and databases'),
  ('org_owner', 'Also manages members and limits')
on conflict (value) do nothing;

insert into public.environment_types (value, comment) values
  ('production', 'What users see'),
  ('staging', 'A rehearsal of production'),
  ('preview', 'One per pull request, short-lived')
on conflict (value) do nothing;

insert into public.service_types (value, comment) values
  ('web', 'Answers HTTP behind the proxy'),
  ('worker', 'Runs without a port'),
  ('cron', 'Runs on a schedule'),
  ('job', 'Runs once, on demand')
on conflict (value) do nothing;

insert into public.source_types (value, comment) values
  ('git', 'Built from a git repository'),
  ('image', 'A container image from a registry')
on conflict (value) do nothing;

insert into public.desired_states (value, comment) values
  ('running', 'It shall run'),
  ('stopped', 'It shall not run')
on conflict (value) do nothing;

insert into public.instance_statuses (value, comment) values
  ('stopped', 'No process runs'),
  ('starting', 'Processes run and none is healthy yet'),
  ('running', 'Every wanted replica is healthy'),
  ('degraded', 'It serves, with fewer healthy replicas than wanted'),
  ('crashed', 'It should run and nothing is healthy'),
  ('stopping', 'Processes are being ended'),
  ('unknown', 'Nothing was heard of it within the limit')
on conflict (value) do nothing;

insert into public.build_statuses (value, comment) values
  ('queued', 'Waits for the builder'),
  ('building', 'Under way'),
  ('cancelling', 'Was asked to stop and has not yet'),
  ('succeeded', 'Made an artifact'),
  ('failed', 'Ended without an artifact'),
  ('cancelled', 'Was stopped')
on conflict (value) do nothing;

insert into public.build_steps (value, comment) values
  ('clone', 'Fetches the repository'),
  ('detect', 'Finds out how to build it'),
  ('install', 'Installs dependencies'),
  ('build', 'Runs the build command'),
  ('release', 'Runs the release command'),
  ('publish', 'Stores the artifact')
on conflict (value) do nothing;

insert into public.deployment_statuses (value, comment) values
  ('pending_approval', 'Waits for a person'),
  ('queued', 'Waits for its turn'),
  ('building', 'Its build is under way'),
  ('scanning', 'Its artifact is being checked for vulnerabilities'),
  ('deploying', 'Handed to the runtime'),
  ('verifying', 'Started; waits until it is healthy'),
  ('running', 'Serves'),
  ('cancelling', 'Was asked to stop and has not yet'),
  ('superseded', 'A later deployment took over'),
  ('rolled_back', 'It was replaced by an earlier version'),
  ('failed', 'Ended with the step and reason named; what ran before keeps serving'),
  ('cancelled', 'Was stopped before it served'),
  ('rejected', 'Approval was refused')
on conflict (value) do nothing;

insert into public.deployment_kinds (value, comment) values
  ('deploy', 'A new version'),
  ('rollback', 'An earlier artifact again, without a build'),
  ('promote', 'The artifact of another environment')
on conflict (value) do nothing;

insert into public.step_outcomes (value, comment) values
  ('succeeded', 'The next step began'),
  ('failed', 'The deployment failed here'),
  ('cancelled', 'The deployment was cancelled here')
on conflict (value) do nothing;

insert into public.artifact_kinds (value, comment) values
  ('directory', 'A folder of the machine that built it'),
  ('image', 'An OCI image with its digest')
on conflict (value) do nothing;

insert into public.log_streams (value, comment) values
  ('stdout', 'Standard output'),
  ('stderr', 'Standard error'),
  ('system', 'Written by the platform')
on conflict (value) do nothing;

insert into public.log_levels (value, comment) values
  ('debug', 'Details'),
  ('info', 'Ordinary'),
  ('warn', 'Worth a look'),
  ('error', 'Something failed')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('ProjectCreated', 'A project was created'),
  ('ProjectDeleted', 'A project was deleted'),
  ('ServiceCreated', 'A service was created'),
  ('ServiceDeleted', 'A service was deleted'),
  ('BuildStarted', 'A build began'),
  ('BuildCompleted', 'A build made an artifact'),
  ('BuildFailed', 'A build ended without an artifact'),
  ('DeploymentRequested', 'Somebody asked for a deployment'),
  ('DeploymentFailed', 'A deployment failed'),
  ('DeploymentCancelled', 'A deployment was cancelled'),
  ('ServiceDeployed', 'A deployment serves'),
  ('ServiceRolledBack', 'An earlier version serves again'),
  ('InstanceStatusChanged', 'A service instance was seen in another state'),
  ('MemberAdded', 'A person joined an organization'),
  ('MemberRemoved', 'A person left an organization')
on conflict (value) do nothing;
