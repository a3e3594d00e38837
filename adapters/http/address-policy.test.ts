import { expect, test } from 'vitest';
import { createAddressPolicy } from './address-policy.ts';

const strict = createAddressPolicy([]);

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fd00::1',
  'fe80::1',
  'ff02::1',
])('%s is refused', (address) => {
  expect(strict('hooks.example.com', address)).toBe(false);
});

test.each(['1.1.1.1', '172.32.0.1', '192.167.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('%s is allowed', (address) => {
  expect(strict('hooks.example.com', address)).toBe(true);
});

test('the operator allows names, addresses, networks or everything', () => {
  const policy = createAddressPolicy(['hooks.internal', '10.0.0.0/8', '192.168.1.7', 'fd00::/8']);
  expect(policy('Hooks.Internal', '127.0.0.1')).toBe(true);
  expect(policy('other.internal', '127.0.0.1')).toBe(false);
  expect(policy('x', '10.200.0.1')).toBe(true);
  expect(policy('x', '192.168.1.7')).toBe(true);
  expect(policy('x', '192.168.1.8')).toBe(false);
  expect(policy('x', 'fd00::9')).toBe(true);
  expect(createAddressPolicy(['*'])('x', '127.0.0.1')).toBe(true);
});

test.each(['10.0.0.0/33', 'a b', '10.0.0.0/x', ''])('"%s" is no entry', (entry) => {
  expect(() => createAddressPolicy([entry])).toThrow();
});
