drop table if exists public.policy_decisions;
drop table if exists public.vulnerability_reports;
drop table if exists public.policy_rules;
drop table if exists public.policy_rule_kinds;
drop table if exists public.policy_outcomes;
drop table if exists public.scan_outcomes;
drop table if exists public.severities;
