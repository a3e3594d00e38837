import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desiredWorkload, hostname, phaseOf, webServer } from '../../test/contracts/app-runtime.contract.ts';
import { buildRequest, settled } from '../../test/contracts/source-builder.contract.ts';
import { edgeProxy } from '../../test/support/edge-proxy.ts';
import { gitRepository } from '../../test/support/git-repository.ts';
import { localFixture, staticServer } from '../../test/support/local-adapter.ts';
import { openLocalBuilder } from './builds/open-builder.ts';
import { chooseUser } from './choose-user.ts';
import { openLocalRuntime } from './runtime/open-runtime.ts';

// Real programs on a busy machine take their time.
const asRoot = process.getuid?.() === 0;

test('a data directory that only root may enter keeps NorthStack’s own user, and says so', async () => {
  await using fixture = await localFixture();
  await chmod(fixture.options.dataDirectory, 0o700);
  expect(await chooseUser({ ...fixture.options, staticServer })).toEqual({
    user: null,
    warning: expect.stringContaining(asRoot ? 'Apps run as root' : 'same user'),
  });
});

test.runIf(asRoot)('as root, builds and apps run as an unprivileged user and cannot write to what was published', async () => {
  await using fixture = await localFixture();
  await chmod(fixture.options.dataDirectory, 0o711);
  // Tools of this machine that only root can reach are left out of the question.
  const baseEnvironment = { ...fixture.options.baseEnvironment, PATH: '/usr/local/bin:/usr/bin:/bin' };
  const { user } = await chooseUser({ ...fixture.options, baseEnvironment, staticServer });
  expect(user).not.toBeNull();
  const options = { ...fixture.options, baseEnvironment, user };
  await using repository = await gitRepository({
    'package.json': JSON.stringify({ scripts: { build: 'id -u > built-by', start: 'node server.js' } }),
    'server.js': `${webServer.replace("url.pathname === '/env'", "url.pathname === '/env') { try { require('node:fs').writeFileSync('x', ''); } catch (e) { response.write(e.code); } return response.end(' ' + process.getuid()); } if (url.pathname === '/none'")}`,
  });
  await using builder = await openLocalBuilder(options);
  await using edge = await edgeProxy();
  const runtime = await openLocalRuntime({ ...options, routes: edge.routes, staticServer, metrics: { record: () => {} } });
  const request = buildRequest(repository.url);
  await builder.start(request);
  const built = await settled(builder, request.buildId);
  expect(built).toMatchObject({ state: 'succeeded' });
  if (built.state !== 'succeeded') return;
  const desired = desiredWorkload({
    ...built.artifact,
    processes: { web: `cat built-by && node ${join(built.artifact.reference, 'server.js')}` },
  });
  await runtime.apply(desired);
  await phaseOf(runtime, desired, 'healthy');
  expect((await edge.get(hostname, '/env')).body).toBe(`EACCES ${user?.uid}`);
  expect(fixture.lines.map((l) => l.text)).toContain(String(user?.uid));
  await runtime.stopProcesses();
  await runtime[Symbol.asyncDispose]();
});
