alter table public.deployments add column if not exists image_digest text;
alter table public.deployments drop constraint if exists deployments_image_digest_check;
alter table public.deployments add constraint deployments_image_digest_check check (
  image_digest is null or (image is not null and image_digest ~ '^sha256:[0-9a-f]{64}$')
);
comment on column public.deployments.image_digest is
  'The image that its name meant when the deployment began: that one runs, whatever the name means later. Null: not looked up yet, or built from a repository.';

create or replace function public.keep_image_digest() returns trigger
  language plpgsql
  as $$
begin
  if new.image_digest is null and new.source_deployment_id is not null then
    select d.image_digest into new.image_digest from public.deployments d
      where d.id = new.source_deployment_id and d.image = new.image;
  end if;
  return new;
end
$$;

comment on function public.keep_image_digest() is 'A rollback and a promotion run the very image that the version they come from ran.';

drop trigger if exists deployments_keep_image_digest on public.deployments;
create trigger deployments_keep_image_digest before insert on public.deployments
  for each row execute function public.keep_image_digest();
