-- A repository's address is read by everybody who sees the service; a credential in it would be too. New ones are refused before any
-- row, log or message could hold them; what was stored earlier is split when NorthStack starts.
create or replace function public.refuse_address_credentials() returns trigger
  language plpgsql
  as $$
begin
  if new.git_repository ~ '^(https?|git)://[^/]*@' or new.git_repository ~ '^ssh://[^/@]*:[^/@]*@' then
    raise exception
      'git_repository holds a credential: leave it out of the address and store it with setGitConnection, services find it by the host'
      using errcode = '23514';
  end if;
  return new;
end
$$;

comment on function public.refuse_address_credentials() is 'Refuses repository addresses that hold credentials, without repeating them.';

drop trigger if exists services_address on public.services;
create trigger services_address before insert or update of git_repository on public.services
  for each row execute function public.refuse_address_credentials();

create or replace function public.mask_audit_addresses() returns trigger
  language plpgsql
  as $$
begin
  new.before := regexp_replace(new.before::text, '((https?|git)://)[^/@"\s]*@', '\1', 'g')::jsonb;
  new.after := regexp_replace(new.after::text, '((https?|git)://)[^/@"\s]*@', '\1', 'g')::jsonb;
  return new;
end
$$;

comment on function public.mask_audit_addresses() is 'Whatever was changed: no address in the audit log holds credentials.';

drop trigger if exists audit_log_addresses on public.audit_log;
create trigger audit_log_addresses before insert on public.audit_log
  for each row when (new.before::text like '%://%@%' or new.after::text like '%://%@%')
  execute function public.mask_audit_addresses();
