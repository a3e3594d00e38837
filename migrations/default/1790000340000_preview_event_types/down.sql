delete from public.domain_event_types where value in ('PreviewCreated', 'PreviewDeleted');
