drop table if exists public.anonymous_requests;
