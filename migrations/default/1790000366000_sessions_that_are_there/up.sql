-- Sessions that began before they had a row of their own: the newest token of each family says where it is.
insert into public.sessions (id, user_id, organization_id, is_browser, created_at, renewed_at, expires_at)
select t.family_id, t.user_id, t.organization_id, t.fingerprint_hash is not null,
    (select min(f.created_at) from public.refresh_tokens f where f.family_id = t.family_id), t.created_at, t.expires_at
  from public.refresh_tokens t
  where t.used_at is null and t.revoked_at is null and t.expires_at > now()
on conflict (id) do nothing;
