insert into public.domain_statuses (value, comment) values
  ('pending_dns', 'Waits for the TXT record that proves whose it is'),
  ('issuing', 'Proven; it is being set up and waits for its certificate'),
  ('active', 'The service answers to it'),
  ('failed', 'It cannot be served; the reason says why')
on conflict (value) do nothing;

insert into public.domain_event_types (value, comment) values
  ('DomainAdded', 'A domain was added to a service'),
  ('DomainVerified', 'A domain was proven to be the organization''s'),
  ('DomainActive', 'A service answers to a domain'),
  ('DomainFailed', 'A domain cannot be served'),
  ('DomainRemoved', 'A domain was taken from a service')
on conflict (value) do nothing;

insert into public.status_transitions (machine, from_status, to_status) values
  ('service_domains', '', 'pending_dns'),
  ('service_domains', 'pending_dns', 'issuing'),
  ('service_domains', 'pending_dns', 'failed'),
  ('service_domains', 'issuing', 'active'),
  ('service_domains', 'issuing', 'failed'),
  ('service_domains', 'issuing', 'pending_dns'),
  ('service_domains', 'active', 'failed'),
  ('service_domains', 'active', 'pending_dns'),
  ('service_domains', 'failed', 'active'),
  ('service_domains', 'failed', 'issuing'),
  ('service_domains', 'failed', 'pending_dns')
on conflict (machine, from_status, to_status) do nothing;
