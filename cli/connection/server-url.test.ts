import { expect, test } from 'vitest';
import { readServerUrl } from './server-url.ts';

test.each([
  ['https://paas.example.com', 'https://paas.example.com'],
  ['https://paas.example.com/', 'https://paas.example.com'],
  ['paas.example.com', 'https://paas.example.com'],
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('%s is %s', (text, url) => {
  expect(readServerUrl(text)).toBe(url);
});

test.each(['', 'ftp://x', 'https://a/b', 'https://me:secret@a', 'http://a?b', 'a b'])('%j is refused', (text) => {
  expect(() => readServerUrl(text)).toThrow(expect.objectContaining({ code: 'invalid-url' }));
});
