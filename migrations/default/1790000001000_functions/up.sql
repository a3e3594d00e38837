-- Small functions used by triggers of many tables.

create or replace function public.session_variable(name text) returns text
  language sql stable
  as $$ select nullif(current_setting('hasura.user', true), '')::jsonb ->> name $$;

comment on function public.session_variable(text) is
  'A session variable of the request under way (the engine sets hasura.user for each mutation); null outside of one.';

create or replace function public.session_organization() returns uuid
  language sql stable
  as $$
    select case
      when public.session_variable('x-hasura-role') in ('admin', 'platform_admin') then null
      else public.session_variable('x-hasura-org-id')::uuid
    end
  $$;

comment on function public.session_organization() is
  'The organization a tenant''s request is confined to; null for the platform itself.';

create or replace function public.touch_updated_at() returns trigger
  language plpgsql
  as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create or replace function public.refuse_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '23514';
end
$$;

comment on function public.refuse_change() is 'Trigger of append-only tables: refuses update, delete and truncate, also for their owner.';
