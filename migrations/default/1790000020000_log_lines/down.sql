drop table if exists public.log_lines;
