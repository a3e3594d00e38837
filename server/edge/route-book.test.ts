import { expect, test } from 'vitest';
import { createRouteBook, hostnameOf } from './route-book.ts';

const target = (port: number) => ({ host: '127.0.0.1', port });

test('replicas take turns', () => {
  const book = createRouteBook();
  book.set('i', [{ hostname: 'web.shop.localhost', targets: [target(1), target(2), target(3)] }]);
  const first = () => book.find('web.shop.localhost')?.targets.map((t) => t.port);
  expect([first(), first(), first(), first()]).toEqual([
    [1, 2, 3],
    [2, 3, 1],
    [3, 1, 2],
    [1, 2, 3],
  ]);
});

test('a name claimed twice is the later one, and comes back when that gives it up', () => {
  const book = createRouteBook();
  book.set('a', [{ hostname: 'x.localhost', targets: [target(1)] }]);
  book.set('b', [{ hostname: 'X.localhost', targets: [target(2)] }]);
  expect(book.find('x.localhost')?.instanceId).toBe('b');
  book.remove('b');
  book.remove('b');
  expect(book.find('x.localhost')?.instanceId).toBe('a');
});

test('a workload without replicas is known but has nowhere to go', () => {
  const book = createRouteBook({ i: [{ hostname: 'x.localhost', targets: [] }] });
  expect(book.find('x.localhost')).toEqual({ instanceId: 'i', targets: [] });
  expect(book.find('y.localhost')).toBeNull();
});

test('counts are taken once', () => {
  const book = createRouteBook();
  for (let i = 0; i < 100; i += 1) book.record('i', i < 5 ? 503 : 200, i < 95 ? 2 : 900);
  const counts = book.takeCounts();
  expect(counts.i).toMatchObject({ requests: 100, errors: 5 });
  expect(counts.i?.latencyP90Ms).toBeGreaterThanOrEqual(2);
  expect(counts.i?.latencyP90Ms).toBeLessThanOrEqual(2.5);
  expect(book.takeCounts()).toEqual({});
});

test.each([
  ['Web.Shop.localhost:8080', 'web.shop.localhost'],
  ['web.shop.localhost.', 'web.shop.localhost'],
  ['[::1]:8080', '[::1]'],
  [undefined, ''],
])('the host name of %s', (host, expected) => {
  expect(hostnameOf(host)).toBe(expected);
});

test('a wildcard has every name below it that nobody has, the narrowest first', () => {
  const book = createRouteBook();
  book.set('all', [{ hostname: '*.localhost', targets: [target(1)] }]);
  book.set('shop', [{ hostname: '*.shop.localhost', targets: [target(2)] }]);
  book.set('web', [{ hostname: 'web.shop.localhost', targets: [target(3)] }]);
  const found = (name: string) => book.find(name)?.instanceId;
  expect(['web.shop.localhost', 'api.shop.localhost', 'a.b.localhost', 'localhost', 'elsewhere.test'].map(found)).toEqual([
    'web',
    'shop',
    'all',
    undefined,
    undefined,
  ]);
});
