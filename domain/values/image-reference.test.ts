import { expect, test } from 'vitest';
import { parseImageName } from './image-reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', 'docker.io', 'library/nginx', 'latest', null],
  ['acme/web:1.2', 'docker.io', 'acme/web', '1.2', null],
  ['ghcr.io/acme/web', 'ghcr.io', 'acme/web', 'latest', null],
  ['localhost/web', 'localhost', 'web', 'latest', null],
  ['registry:5000/web:1', 'registry:5000', 'web', '1', null],
  ['Registry.Example.com:5000/a/b/c', 'registry.example.com:5000', 'a/b/c', 'latest', null],
  [`ghcr.io/acme/web@${digest}`, 'ghcr.io', 'acme/web', null, digest],
  [`nginx:1@${digest}`, 'docker.io', 'library/nginx', '1', digest],
] as const)('%s', (text, registry, repository, tag, wanted) => {
  expect(parseImageName(text)).toEqual({ registry, repository, tag, digest: wanted });
});

test.each(['', 'UPPER/x', 'a//b', 'a:', 'a@sha256:12', 'ghcr.io/', 'a b', '../x', 'ghcr.io/a/../b', 'a:b:c/d?'])(
  '"%s" is none',
  (text) => {
    expect(parseImageName(text)).toBeNull();
  },
);
