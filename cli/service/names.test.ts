import { expect, test } from 'vitest';
import { splitServiceName } from './find-service.ts';
import { readAssignments } from './read-assignments.ts';

test('a service is named with or without its project', () => {
  expect(splitServiceName('shop/web')).toEqual({ project: 'shop', service: 'web' });
  expect(splitServiceName('web')).toEqual({ project: null, service: 'web' });
});

test.each(['', '/', 'a/', '/b', 'a/b/c', 'A/b', 'a/b_c', '%/web', 'a/../b'])('%j is no name of a service', (name) => {
  expect(() => splitServiceName(name)).toThrow(expect.objectContaining({ code: 'invalid-name' }));
});

test('variables keep everything after the first equals sign', () => {
  expect(readAssignments(['A=1', 'URL=postgres://u:p@h/d?x=y', 'EMPTY=', 'LINES=a\nb'])).toEqual({
    A: '1',
    URL: 'postgres://u:p@h/d?x=y',
    EMPTY: '',
    LINES: 'a\nb',
  });
});

test.each(['A', '=x', '1A=x', 'A-B=secret'])('%s is refused, without its value in the message', (word) => {
  expect(() => readAssignments([word])).toThrow(
    expect.objectContaining({ code: 'invalid-variable', message: expect.not.stringContaining('secret') }),
  );
});
