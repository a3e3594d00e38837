drop trigger if exists deployments_keep_image_digest on public.deployments;
drop function if exists public.keep_image_digest();
alter table public.deployments drop column if exists image_digest;
