import { describe, expect, test } from 'vitest';
import type { CertificateObservation, WorkloadObservation } from '../ports/app-runtime.ts';
import { isPlatformName, NO_CERTIFICATE, pauseMs, planServed, whyNotHere } from './custom-domain.ts';

const hostname = 'www.example.com';
const [now, later] = [1_000_000, 2_000_000];

test('pauses grow from half a minute to an hour; what is proven is looked at now and then', () => {
  const minute = 60_000;
  expect([0, minute, 60 * minute, 24 * 60 * minute].map((ms) => pauseMs(false, ms))).toEqual([
    ...[30_000, 30_000, 6 * minute, 60 * minute],
  ]);
  expect(pauseMs(true, 0)).toBe(6 * 60 * minute);
});

test('names beneath the platform’s own are the platform’s; a name that only ends alike is not', () => {
  const names = ['apps.example.com', 'web.shop.apps.example.com', 'myapps.example.com', 'example.com', 'apps.example.com.net'];
  expect(names.filter((name) => isPlatformName(name, 'apps.example.com'))).toEqual(names.slice(0, 2));
});

describe('a name leads here', () => {
  const target = 'web.shop.apps.example.net';
  const pointing = (seen: Partial<Parameters<typeof whyNotHere>[0]>) =>
    whyNotHere({ hostname, target, aliases: [], addresses: [], targetAddresses: ['192.0.2.1'], ...seen });
  test('by an alias, or by one of the same addresses', () => {
    expect(pointing({ aliases: ['cdn.example.com', target] })).toBeNull();
    expect(pointing({ addresses: ['192.0.2.9', '192.0.2.1'] })).toBeNull();
  });
  test('or it is said where it leads and what to set', () => {
    expect(pointing({})).toContain(`leads nowhere. Set a CNAME record of it to ${target}`);
    expect(pointing({ addresses: ['192.0.2.9'] })).toContain('leads to 192.0.2.9');
    expect(pointing({ aliases: ['other.example.com'] })).toContain('leads to other.example.com');
  });
});

const seen = (...certificates: Partial<CertificateObservation>[]): WorkloadObservation => ({
  ...{ state: 'present', observedAt: now, serving: null, revisions: [] },
  certificates: certificates.map((c) => ({ hostname, state: 'issued', reason: null, expiresAt: null, ...c })),
});
const none: WorkloadObservation = { state: 'present', observedAt: now, serving: null, revisions: [] };
const domain = (status: 'issuing' | 'active' | 'failed', certificateExpiresAt: number | null = null) => ({
  ...{ hostname, status, certificateExpiresAt },
});

describe('a proven domain', () => {
  test('is active without a certificate where none is made, and says so', () => {
    expect(planServed(domain('issuing'), none, now)).toEqual({
      ...{ status: 'active', reason: NO_CERTIFICATE, certificateExpiresAt: null },
    });
  });
  test('waits while the service does not run', () => {
    expect(planServed(domain('issuing'), { state: 'absent' }, now)).toMatchObject({ status: 'issuing' });
    expect(planServed(domain('active'), { state: 'absent' }, now)).toMatchObject({ status: 'active' });
  });
  test('waits for its certificate, and is active with it', () => {
    expect(planServed(domain('issuing'), seen(), now)).toMatchObject({ status: 'issuing' });
    expect(planServed(domain('issuing'), seen({ state: 'issuing', reason: 'the order' }), now)).toMatchObject({
      ...{ status: 'issuing', reason: 'the order' },
    });
    expect(planServed(domain('issuing'), seen({ expiresAt: later }), now)).toEqual({
      ...{ status: 'active', reason: null, certificateExpiresAt: later },
    });
  });
  test('fails with its certificate’s reason, and comes back', () => {
    expect(planServed(domain('issuing'), seen({ state: 'failed', reason: 'CAA' }), now)).toMatchObject({
      ...{ status: 'failed', reason: 'CAA' },
    });
    expect(planServed(domain('failed'), seen({ state: 'issuing' }), now)).toMatchObject({ status: 'issuing' });
    expect(planServed(domain('failed'), seen({ expiresAt: later }), now)).toMatchObject({ status: 'active' });
  });
  test('that works is not taken away because its next certificate fails, until the present one is over', () => {
    const failing = seen({ state: 'failed', reason: 'CAA' });
    expect(planServed(domain('active', later), failing, now)).toEqual({
      ...{ status: 'active', reason: 'CAA', certificateExpiresAt: later },
    });
    expect(planServed(domain('active', later), failing, later)).toMatchObject({ status: 'failed' });
  });
  test('stays as it is while nobody knows', () => {
    expect(planServed(domain('active', later), seen({ state: 'unknown' }), now)).toMatchObject({ status: 'active' });
  });
});
