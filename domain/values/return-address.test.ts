import { expect, test } from 'vitest';
import { readReturnAddress } from './return-address.ts';

const ours = 'https://paas.example.com';

test.each([
  ['/dashboard', 'https://paas.example.com/dashboard'],
  ['/a?b=c#d', 'https://paas.example.com/a?b=c#d'],
  ['http://127.0.0.1:4567/callback', 'http://127.0.0.1:4567/callback'],
  ['http://[::1]:4567/', 'http://[::1]:4567/'],
])('%s is an address to return to', (text, url) => {
  expect(readReturnAddress(text, ours)?.href).toBe(url);
});

test.each([
  '',
  'dashboard',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'https://paas.example.com.evil.example/',
  'http://127.0.0.1.evil.example:80/',
  'http://127.0.0.1@evil.example:80/',
  'http://127.0.0.1/',
  'https://127.0.0.1:4567/',
  'javascript:alert(1)',
  'data:text/html,x',
])('%j is none', (text) => {
  expect(readReturnAddress(text, ours)).toBeNull();
});
