import { expect, test } from 'vitest';
import { type ScopedSecret, secretThatCounts } from './secret-precedence.ts';

const place = { organizationId: 'o', projectId: 'p', environmentId: 'e', serviceId: 's' };
const all: readonly ScopedSecret[] = [
  { id: '1', scope: 'organization', targetId: 'o' },
  { id: '2', scope: 'project', targetId: 'p' },
  { id: '3', scope: 'environment', targetId: 'e' },
  { id: '4', scope: 'service', targetId: 's' },
];

test('the narrowest counts', () => {
  for (let n = 1; n <= all.length; n++) expect(secretThatCounts(place, all.slice(0, n))?.id).toBe(String(n));
});

test('what belongs elsewhere does not', () => {
  expect(secretThatCounts(place, [{ id: '5', scope: 'service', targetId: 'other' }])).toBeNull();
  expect(secretThatCounts(place, [{ id: '6', scope: 'project', targetId: 'o' }])).toBeNull();
});
