/** What a name server says, and what it means when it says nothing. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DnsEmulator, openDnsEmulator } from '../../test/emulators/dns/open-dns-emulator.ts';
import { openDns } from './open-dns.ts';

let emulator: DnsEmulator;

beforeAll(async () => {
  emulator = await openDnsEmulator();
});
afterAll(async () => {
  await emulator?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  emulator.mode = 'answers';
  emulator.records.clear();
});

const open = () => openDns({ servers: [emulator.server] });

test('texts are joined from their pieces, all of a name are told', async () => {
  emulator.records.set('t.example.com', { TXT: ['short', 'x'.repeat(600)] });
  expect([...(await open().texts('t.example.com'))].sort()).toEqual(['short', 'x'.repeat(600)]);
});

test('an alias is told in lower case; addresses are those at the end of the aliases, of both kinds', async () => {
  emulator.records.set('www.example.com', { CNAME: ['Apps.Example.NET'.toLowerCase()] });
  emulator.records.set('apps.example.net', { A: ['192.0.2.7'], AAAA: ['2001:db8::7'] });
  expect(await open().aliases('www.example.com')).toEqual(['apps.example.net']);
  expect(await open().addresses('www.example.com')).toEqual(['192.0.2.7', '2001:db8::7']);
});

test('a name that does not exist has nothing, and neither has one without records of the kind', async () => {
  emulator.records.set('a.example.com', { A: ['192.0.2.7'] });
  const dns = open();
  expect([await dns.texts('nobody.example.com'), await dns.addresses('nobody.example.com')]).toEqual([[], []]);
  expect([await dns.texts('a.example.com'), await dns.aliases('a.example.com')]).toEqual([[], []]);
});

test('a server that fails is asked again later; it does not say that the name is not there', async () => {
  emulator.records.set('t.example.com', { TXT: ['x'] });
  emulator.mode = 'servfail';
  await expect(open().texts('t.example.com')).rejects.toMatchObject({ kind: 'retry', code: 'dns-unavailable' });
  emulator.mode = 'answers';
  expect(await open().texts('t.example.com')).toEqual(['x']);
});

test('a server that is silent is given up after its time', async () => {
  emulator.mode = 'silent';
  const dns = openDns({ servers: [emulator.server], timeoutMs: 50, tries: 2 });
  await expect(dns.aliases('t.example.com')).rejects.toMatchObject({ kind: 'retry', code: 'dns-unavailable' });
});
