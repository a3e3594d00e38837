alter table public.policy_decisions drop column if exists decision_id;
