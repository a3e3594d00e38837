insert into public.templates (slug, name, description, category, manifest) values
  ('redis', 'Redis', 'A Redis that writes down every change, on a volume of 1 GB; services beside it find it at ${{ cache.ADDRESS }}.', 'data',
   '{"version":1,"projects":{"data":{"services":{"cache":{"type":"stateful","image":"redis:7.4-alpine","port":6379,"volume":{"path":"/data","gigabytes":1},"startCommand":"redis-server --appendonly yes --dir /data"}}}}}')
on conflict do nothing;
