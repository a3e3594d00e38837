drop function if exists public.refuse_change();
drop function if exists public.touch_updated_at();
drop function if exists public.session_organization();
drop function if exists public.session_variable(text);
