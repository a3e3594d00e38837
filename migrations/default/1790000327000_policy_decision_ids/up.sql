alter table public.policy_decisions add column if not exists decision_id text;
comment on column public.policy_decisions.decision_id is
  'By which the engine that decided finds the decision in its own log; null: it keeps none.';
