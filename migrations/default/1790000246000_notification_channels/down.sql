drop table if exists public.notification_channels;
