import { expect, test } from 'vitest';
import { dnsOf } from './dns.ts';

test.each(['', '10.0.0.2', '10.0.0.2:5353, 2001:db8::1', '[2001:db8::1]:53'])('name servers «%s» are taken', (servers) => {
  expect(() => dnsOf({ environment: { NORTHSTACK_DNS_SERVERS: servers } })).not.toThrow();
});

test.each(['ns.example.com', '10.0.0', '10.0.0.2:99999', '10.0.0.2:0', '10.0.0.2 x'])(
  '«%s» is refused when it is read',
  (servers) => {
    expect(() => dnsOf({ environment: { NORTHSTACK_DNS_SERVERS: servers } })).toThrow(/NORTHSTACK_DNS_SERVERS must be addresses/);
  },
);
