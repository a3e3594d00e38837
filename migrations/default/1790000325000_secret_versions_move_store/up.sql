create or replace function public.keep_secret_version() returns trigger
  language plpgsql
  as $$
begin
  -- A key may wrap it anew, another store may keep it from now on, its value may be destroyed, its author may be gone; nothing else of a
  -- version ever changes.
  if to_jsonb(new) - '{sealed,store,key_id,destroyed_at,created_by}'::text[]
    is distinct from to_jsonb(old) - '{sealed,store,key_id,destroyed_at,created_by}'::text[]
    or (new.store <> old.store and new.sealed is not distinct from old.sealed) then
    raise exception 'a version of a secret cannot change; set a new one' using errcode = '23514';
  end if;
  if old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at then
    raise exception 'a destroyed version of a secret does not come back' using errcode = '23514';
  end if;
  return new;
end
$$;
