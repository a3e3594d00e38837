import { expect, test } from 'vitest';
import { splitPlaces } from './split-places.ts';

test('one path is for every region, several are named', () => {
  expect(splitPlaces('X', '/etc/a.yaml')).toEqual([{ region: null, path: '/etc/a.yaml' }]);
  expect(splitPlaces('X', 'eu=/etc/a.yaml, us=/etc/b=1.yaml,/etc/c.yaml')).toEqual([
    { region: 'eu', path: '/etc/a.yaml' },
    { region: 'us', path: '/etc/b=1.yaml' },
    { region: null, path: '/etc/c.yaml' },
  ]);
});

test.each(['', 'eu=/a,eu=/b', 'E U=/a', '/a,/b'])('%j is refused with the name of the setting', (text) => {
  expect(() => splitPlaces('NORTHSTACK_X', text)).toThrow(/NORTHSTACK_X/);
});
