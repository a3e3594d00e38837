import { expect, test } from 'vitest';
import { Lines } from './lines.ts';

function read(...chunks: (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const reader = new Lines((line) => void lines.push(line));
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  reader.end();
  return lines;
}

test('lines are cut at newlines, wherever the chunks are', () => {
  expect(read('a\nb', 'c\n', '\nd')).toEqual(['a', 'bc', '', 'd']);
});

test('a character split over two chunks stays whole', () => {
  const bytes = Buffer.from('für\n');
  expect(read(bytes.subarray(0, 2), bytes.subarray(2))).toEqual(['für']);
});

test('progress painted over with carriage returns leaves what a terminal would show', () => {
  expect(read('10%\r50%\r100%\ndone\r\n')).toEqual(['100%', 'done']);
});

test('an endless line comes in pieces', () => {
  expect(read('x'.repeat(40_000)).map((l) => l.length)).toEqual([16_384, 16_384, 7_232]);
});

test('zero bytes, which PostgreSQL cannot store, are left out', () => {
  expect(read('a\0b\n')).toEqual(['ab']);
});
