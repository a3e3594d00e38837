drop function if exists public.require_quota(uuid, uuid, text);
drop function if exists public.quota_used(uuid, uuid, text);
drop function if exists public.quota_replicas(uuid, uuid);
