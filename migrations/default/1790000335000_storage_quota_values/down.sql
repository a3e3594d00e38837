delete from public.quotas where quota = 'storage_gigabytes';
delete from public.quota_locks where quota = 'storage_gigabytes';
delete from public.quota_defaults where quota = 'storage_gigabytes';
delete from public.quota_names where value = 'storage_gigabytes';
