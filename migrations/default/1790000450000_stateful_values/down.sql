delete from public.service_types where value = 'stateful';
