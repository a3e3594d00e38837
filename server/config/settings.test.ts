import { expect, test } from 'vitest';
import { z } from 'zod';
import { choose, readSettings, secretsIn } from './settings.ts';

const schema = z.object({ A_URL: z.url('is required'), A_TOKEN: z.string('is required') });

test('every setting that is wrong or missing is named; an empty one is missing', () => {
  expect(() => readSettings({ A_URL: 'x', A_TOKEN: '' }, schema)).toThrow(
    'Settings are wrong: A_URL is required; A_TOKEN is required.',
  );
  expect(readSettings({ A_URL: 'http://a', A_TOKEN: 't', OTHER: '1' }, schema)).toEqual({ A_URL: 'http://a', A_TOKEN: 't' });
});

test('the first implementation is the default, and a wrong name says what there is', () => {
  expect(choose({}, 'NORTHSTACK_X', ['local', 'far'])).toBe('local');
  expect(choose({ NORTHSTACK_X: '' }, 'NORTHSTACK_X', ['local', 'far'])).toBe('local');
  expect(choose({ NORTHSTACK_X: 'far' }, 'NORTHSTACK_X', ['local', 'far'])).toBe('far');
  expect(() => choose({ NORTHSTACK_X: 'near' }, 'NORTHSTACK_X', ['local', 'far'])).toThrow('NORTHSTACK_X must be local or far.');
});

test('variables that are secrets by their name are known', () => {
  const environment = { COOLIFY_TOKEN: 'abcdefgh', S3_SECRET_ACCESS_KEY: 'ijklmnop', HOME: '/home/someone', A_PASSWORD: 'x' };
  expect(secretsIn(environment)).toEqual(['abcdefgh', 'ijklmnop']);
});
