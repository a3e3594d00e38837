delete from public.templates where organization_id is null;
