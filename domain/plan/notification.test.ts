import { expect, test } from 'vitest';
import { describeNotification } from './notification.ts';

const event = (type: string, payload: Record<string, unknown>, service: string | null = 'web') => ({
  type,
  project: 'shop',
  service,
  payload,
});

test('a failed deployment says where, which and in what step', () => {
  const payload = { serviceId: 'x', revision: 7, failureStep: 'verifying' };
  expect(describeNotification(event('DeploymentFailed', payload))).toEqual({
    title: 'shop/web: deployment 7 failed',
    facts: [
      ['Failure step', 'verifying'],
      ['Event', 'DeploymentFailed'],
    ],
  });
});

test('an event that nobody wrote a title for is told in its own words', () => {
  expect(describeNotification(event('ProjectCreated', { slug: 'shop' }, null)).title).toBe('shop: project created');
  expect(describeNotification({ type: 'MemberAdded', project: null, service: null, payload: {} }).title).toBe(
    'NorthStack: member added',
  );
});

test('an alert is its summary, which says where; what spans lines becomes one', () => {
  expect(describeNotification(event('AlertFired', { summary: 'CPU\nis high' })).title).toBe('CPU is high');
});

test('a test says that it is one', () => {
  expect(describeNotification(null).title).toBe('This channel works');
});
