-- Its trigger fills it.
update public.environments e set region_id = null where e.region_id is null;
