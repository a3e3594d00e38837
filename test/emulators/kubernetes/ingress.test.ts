/** What answers at the addresses of an emulated cluster, from the manifests that the real code makes. */
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { manifestsOf } from '../../../adapters/kubernetes/manifests/manifests-of.ts';
import { eventually } from '../../support/eventually.ts';
import { startKubernetes } from './emulator.ts';
import { openEmulatedIngress } from './ingress.ts';
import { controlWorkloads } from './workloads.ts';

const manifests = manifestsOf({
  name: 'web-1',
  namespace: 'shop',
  organization: 'o',
  project: 'p',
  service: 's',
  revision: 'r-7',
  generation: 1,
  image: 'registry.example.com/web@sha256:0',
  command: null,
  environment: { GREETING: 'the value of a variable' },
  secret: { name: 'web-1-secret', hash: 'h' },
  external: null,
  registrySecret: null,
  resources: { cpuMillicores: { request: 10, limit: 20 }, memoryMegabytes: { request: 32, limit: 64 } },
  stopTimeoutSeconds: 5,
  writablePaths: [],
  run: {
    kind: 'web',
    scale: { kind: 'fixed', replicas: 2 },
    port: 8080,
    healthPath: null,
    healthTimeoutSeconds: 30,
    hostnames: ['web.shop.emulated.localhost'],
    domains: ['www.example.org'],
    entry: { kind: 'ingress', className: 'nginx', issuer: null },
  },
});

test('an address says what would run there and that nothing does; of variables only the names', async () => {
  await using cluster = await startKubernetes();
  await using ingress = await openEmulatedIngress(cluster);
  const ask = (host: string, accept = '*/*') =>
    new Promise<{ status: number | undefined; text: string; emulated: unknown }>((resolve, reject) => {
      request({ host: ingress.host, port: ingress.port, headers: { host, accept }, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode, text, emulated: answer.headers['x-northstack-emulated'] }));
      })
        .on('error', reject)
        .end();
    });
  const host = 'web.shop.emulated.localhost:8080';
  expect(await ask(host)).toMatchObject({ status: 404, emulated: 'true' });
  cluster.ensureNamespace('shop');
  const value = Buffer.from('the value of a secret').toString('base64');
  cluster.api.create(cluster.kind('secrets.'), 'shop', { metadata: { name: 'web-1-secret' }, data: { API_TOKEN: value } });
  for (const manifest of manifests) {
    const [group = '', version] = (manifest.apiVersion ?? '').split('/');
    const kind = [...cluster.api.resources.values()].find(
      (r) => r.kind === manifest.kind && r.group === (version === undefined ? '' : group),
    );
    if (kind) cluster.api.create(kind, 'shop', JSON.parse(JSON.stringify(manifest)));
  }
  // Nobody made the pods yet.
  expect(await ask(host)).toMatchObject({ status: 503 });
  const stop = controlWorkloads(cluster);
  const answer = await eventually(
    () => ask(host),
    ({ status, text }) => status === 200 && text.includes('"replicas": 2'),
  );
  expect(JSON.parse(answer.text)).toMatchObject({
    emulated: true,
    image: 'registry.example.com/web@sha256:0',
    revision: 'r-7',
    variables: expect.arrayContaining(['GREETING']),
    secrets: ['API_TOKEN'],
  });
  expect((await ask('www.example.org')).text).toBe(answer.text);
  const page = await ask(host, 'text/html');
  expect(page.text).toContain('This app is emulated');
  for (const { text } of [answer, page]) {
    expect(text).not.toContain('the value of');
    expect(text).not.toContain(value);
  }
  stop();
});
