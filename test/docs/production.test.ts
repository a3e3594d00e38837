/** What docs/production.md names is there: files, variables, commands, objects of the cluster, paths of the edge. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/production.md');
const blocks = [...page.matchAll(/^```\n(.*?)^```$/gms)].map(([, text = '']) => text);
const code = [...blocks, ...[...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)];

test('files and folders', () => {
  const named = code.flatMap((text) =>
    [...text.matchAll(/\b(deploy|hasura|migrations|docs|server|test)\/[\w./-]*/g)].map(([path]) => path),
  );
  const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+)/g)].map(([, path = '']) => join('docs', path));
  expect(named.length).toBeGreaterThan(8);
  for (const path of [...named, ...links]) expect(existsSync(join(root, path)), path).toBe(true);
});

test('variables', () => {
  const sources = execFileSync('git', ['grep', '-hoE', 'NORTHSTACK_[A-Z_]+', '--', 'server', 'cli', 'sdk', 'kit'], {
    cwd: root,
    encoding: 'utf8',
  });
  const known = new Set(sources.split('\n'));
  const named = code.flatMap((text) => [...text.matchAll(/\bNORTHSTACK_[A-Z_]+/g)].map(([name]) => name));
  expect(named.length).toBeGreaterThan(8);
  for (const name of named) expect(known, name).toContain(name);
});

test('commands of ours', () => {
  const commands = new Set(
    readdirSync(join(root, 'cli/commands')).flatMap((file) =>
      [...read(`cli/commands/${file}`).matchAll(/(?:new Command\(|name: )'([\w-]+)'/g)].map(([, name]) => name),
    ),
  );
  const lines = code.flatMap((text) =>
    [...text.matchAll(/(?:^|dist\/cli\.js )(?:northstack )?(?<=northstack |cli\.js )((?:[a-z][a-z-]+ ?){1,2})/gm)].map(
      ([, words = '']) => words,
    ),
  );
  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines) expect(commands, line).toContain(line.split(' ')[0]);
});

test('objects of the cluster', () => {
  const { resources } = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(read('deploy/kubernetes/base/kustomization.yaml')));
  const objects = new Set(
    resources.flatMap((file) =>
      parseAllDocuments(read(`deploy/kubernetes/base/${file}`)).map((document) => {
        const { kind, metadata } = z
          .looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
          .parse(document.toJS());
        return `${kind.toLowerCase()}/${metadata.name}`;
      }),
    ),
  );
  const named = code
    .flatMap((text) => [...text.matchAll(/\b(deployment|job|cronjob|service)\/([a-z-]+)/g)])
    .filter(([, , name]) => name !== 'kubernetes');
  const own = named.filter(([, kind]) => kind !== 'deploy');
  expect(own.length).toBeGreaterThan(5);
  for (const [text, kind, name] of named) expect(objects, text).toContain(`${kind}/${name}`);
});

test('every edge passes the same paths', () => {
  const [, list = ''] = /^What is passed on: (.*?)\. /ms.exec(page) ?? [];
  const paths = [...list.matchAll(/`([^`]+)`/g)].map(([, path]) => path);
  const { services } = z
    .object({ services: z.array(z.object({ routes: z.array(z.object({ paths: z.array(z.string()) })) })) })
    .parse(parse(read('deploy/gateway/kong.yml')));
  expect([...(services[0]?.routes[0]?.paths ?? [])].sort()).toEqual([...paths].sort());
  const ingress = [...read('deploy/kubernetes/base/ingress.yaml').matchAll(/- path: (\S+)/g)].map(([, path]) => path);
  expect(ingress.sort()).toEqual([...paths].sort());
  const nginx = read('deploy/gateway/northstack.conf.template');
  for (const path of paths)
    expect(nginx).toContain(
      (path ?? '')
        .replace(/^\/(v1|api)\//, '')
        .replace(/^\//, '')
        .split('/')[0],
    );
});
