-- Event types stay: events that happened refer to them.
delete from public.approval_decisions where value in ('approved', 'rejected');
