drop function if exists public.event_severity(text, jsonb);
drop function if exists public.severity_rank(text);
drop function if exists public.event_matches(text, text[]);
