delete from public.templates where organization_id is null and slug = 'redis';
