delete from public.domain_event_types where value = 'ServiceScaled';
