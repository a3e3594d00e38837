update public.audit_log
  set before = regexp_replace(before::text, '((https?|git)://)[^/@"\s]*@', '\1', 'g')::jsonb,
    after = regexp_replace(after::text, '((https?|git)://)[^/@"\s]*@', '\1', 'g')::jsonb
  where before::text ~ '(https?|git)://[^/@"\s]*@' or after::text ~ '(https?|git)://[^/@"\s]*@';
