drop trigger if exists service_metrics_place on public.service_metrics;
drop function if exists public.place_service_metric();
drop trigger if exists log_lines_place on public.log_lines;
drop function if exists public.place_log_line();
