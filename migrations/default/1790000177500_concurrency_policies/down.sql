drop table if exists public.concurrency_policies;
