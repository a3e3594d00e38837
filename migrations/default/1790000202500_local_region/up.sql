insert into public.regions (slug, name, jurisdiction) values ('local', 'This installation', 'local')
on conflict (slug) do nothing;
