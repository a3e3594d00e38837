/** What the local runtime promises beyond the port: restarts of NorthStack, ports of one machine, stubborn programs, clean environments. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  desiredWorkload,
  hostname,
  phaseOf,
  programs,
  revisionOf,
  webServer,
} from '../../../test/contracts/app-runtime.contract.ts';
import { askTcp } from '../../../test/support/ask-tcp.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { freePort } from '../../../test/support/ports.ts';
import { type RuntimeFixture, runtimeFixture } from '../../../test/support/runtime-fixture.ts';
import { typescriptProcess } from '../../../test/support/typescript-process.ts';
import { markEntry, markOf } from '../processes/mark.ts';
import { openProcessTable } from '../processes/process-table.ts';
import { openLocalRuntime } from './open-runtime.ts';

const web = (it: RuntimeFixture) => it.artifact({ 'server.js': webServer }, { web: 'node server.js' });
const isRunning = async (pid: number) => (await openProcessTable().startKey(pid)) !== null;
const pidOf = async (it: RuntimeFixture, desired: ReturnType<typeof desiredWorkload>) =>
  (await revisionOf(it.runtime, desired))?.replicas[0]?.pid ?? 0;
const texts = (it: RuntimeFixture) => it.local.lines.map((l) => l.text);

describe('local runtime', () => {
  test('a restarted NorthStack adopts its apps: same processes, the proxy routes to them, no line of output is lost', async () => {
    await using it = await runtimeFixture();
    const counting = `let n = 0; setInterval(() => console.log('tick ' + n++), 20);\n${webServer}`;
    const desired = desiredWorkload(await it.artifact({ 'server.js': counting }, { web: 'node server.js' }), { replicas: 2 });
    await it.runtime.apply(desired);
    const before = await phaseOf(it.runtime, desired, 'healthy');
    await eventually(
      () => texts(it),
      (t) => t.includes('tick 5'),
    );
    await it.reopen();
    const after = await revisionOf(it.runtime, desired);
    expect(after?.replicas.map((r) => [r.pid, r.port, r.restarts])).toEqual(
      before?.replicas.map((r) => [r.pid, r.port, r.restarts]),
    );
    expect((await it.edge.get(hostname)).status).toBe(200);
    await it.runtime.apply(desired);
    expect(await pidOf(it, desired)).toBe(before?.replicas[0]?.pid);
    const seen = () =>
      it.local.lines
        .filter((l) => l.source.kind === 'instance' && l.source.replica === 0 && l.text.startsWith('tick '))
        .map((l) => l.text);
    await eventually(seen, (t) => t.includes('tick 60'));
    expect(seen()).toEqual(seen().map((_, n) => `tick ${n}`));
  });

  test('an app that NorthStack’s kill -9 left running is adopted by the next one', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await web(it));
    await it.runtime[Symbol.asyncDispose]();
    await using other = await typescriptProcess(
      `import { openLocalRuntime } from './adapters/local/runtime/open-runtime.ts';
       import { hostEnvironment } from './adapters/local/host-environment.ts';
       const { dataDirectory, staticServer, desired } = JSON.parse(process.argv[2]);
       const runtime = await openLocalRuntime({
         dataDirectory, staticServer, baseEnvironment: hostEnvironment(process.env), key: new Uint8Array(32).fill(7), user: null,
         logs: { append: () => {} }, hint: () => {}, observe: () => {}, metrics: { record: () => {} },
         routes: { set: async () => {}, remove: async () => {}, drained: async () => {}, takeCounts: async () => new Map() },
       });
       await runtime.apply(desired);
       for (;;) {
         const observed = await runtime.observe(desired.instanceId);
         if (observed.state === 'present' && observed.serving) {
           console.log('serving with ' + observed.revisions[0].replicas[0].pid + ' on ' + observed.revisions[0].replicas[0].port);
           break;
         }
         await new Promise((resolve) => setTimeout(resolve, 20));
       }
       setInterval(() => {}, 1000);`,
      [JSON.stringify({ dataDirectory: it.options.dataDirectory, staticServer: it.options.staticServer, desired })],
    );
    await other.output(/serving with/);
    await other.kill();
    const [, pid, port] = /serving with (\d+) on (\d+)/.exec(other.text()) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    it.runtime = await openLocalRuntime(it.options);
    expect(await pidOf(it, desired)).toBe(Number(pid));
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ serving: 'one' });
    expect((await it.edge.get(hostname)).body).toBe(`v1 ${pid}`);
  });

  test('replicas follow what they use: as many as may be while they are busy, the least when they are not', {
    timeout: 180_000,
  }, async () => {
    await using it = await runtimeFixture();
    const busy = join(it.local.options.dataDirectory, 'busy');
    const work = `const { existsSync } = require('node:fs');
      setInterval(() => { if (existsSync(process.env.BUSY)) for (const end = Date.now() + 200; Date.now() < end; ); }, 250);`;
    const desired = desiredWorkload(await it.artifact({ 'work.js': work }, { worker: 'node work.js' }), {
      type: 'worker',
      hostnames: [],
      healthPath: null,
      environment: { BUSY: busy },
      resources: { cpuMillicores: { request: 100, limit: 1000 }, memoryMegabytes: null },
      scaling: { most: 3, cpuPercent: 20, memoryPercent: null },
    });
    const becomes = (count: number) =>
      eventually(
        () => it.runtime.observe(desired.instanceId),
        (seen) => {
          if (seen.state === 'absent' || seen.scaled?.replicas !== count) return false;
          return seen.revisions[0]?.replicas.filter((r) => r.state === 'running').length === count;
        },
      );
    await it.runtime.apply(desired);
    await becomes(1);
    await writeFile(busy, '');
    const up = await becomes(3);
    expect(up).toMatchObject({
      scaled: { reason: expect.stringMatching(/^They used \d+ % of the CPU that they request; the target is 20 %\.$/) },
      revisions: [{ phase: 'healthy' }],
    });
    // What is wanted was not changed, so being told it again changes nothing; nor does a restart of NorthStack.
    await it.runtime.apply(desired);
    await it.reopen();
    expect(await it.runtime.observe(desired.instanceId)).toMatchObject({ scaled: { replicas: 3 } });
    await rm(busy);
    await becomes(1);
    const { scaling: _, ...fixed } = desired;
    await it.runtime.apply({ ...fixed, replicas: 2 });
    await eventually(
      () => it.runtime.observe(desired.instanceId),
      (seen) => seen.state === 'present' && seen.scaled === undefined && seen.revisions[0]?.replicas.length === 2,
    );
  });

  test('an adopted app that ends later is noticed and started again', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    await it.reopen();
    const pid = await pidOf(it, desired);
    process.kill(pid, 'SIGKILL');
    const after = await eventually(
      () => revisionOf(it.runtime, desired),
      (r) => r?.phase === 'healthy' && r.replicas[0]?.pid !== pid,
    );
    expect(after?.replicas[0]?.restarts).toBe(1);
  });

  test('an app that ended while NorthStack was away runs again after its start', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const pid = await pidOf(it, desired);
    await it.reopen(async () => {
      process.kill(pid, 'SIGKILL');
      await eventually(
        () => isRunning(pid),
        (running) => !running,
      );
    });
    await phaseOf(it.runtime, desired, 'healthy');
    expect(await pidOf(it, desired)).not.toBe(pid);
    expect((await it.edge.get(hostname)).status).toBe(200);
  });

  test('stopping all processes and opening again brings them back, without counting a crash', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await web(it));
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const pid = await pidOf(it, desired);
    await it.runtime.stopProcesses();
    expect(await isRunning(pid)).toBe(false);
    await it.reopen();
    expect(await phaseOf(it.runtime, desired, 'healthy')).toMatchObject({ replicas: [{ restarts: 0 }] });
    expect((await it.edge.get(hostname)).status).toBe(200);
  });

  test('a deployment under way when NorthStack stopped goes on after its start', async () => {
    await using it = await runtimeFixture();
    const go = join(tmpdir(), `ns-go-${randomUUID()}`);
    const slow = `const looks = setInterval(() => {
      if (!require('node:fs').existsSync(${JSON.stringify(go)})) return;
      clearInterval(looks);
      ${webServer}
    }, 20)`;
    const one = desiredWorkload(await web(it));
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    const two = { ...one, revision: 'two', artifact: await it.artifact({ 'server.js': slow }, { web: 'node server.js' }) };
    await it.runtime.apply(two);
    expect(await revisionOf(it.runtime, two)).toMatchObject({ phase: 'starting' });
    await it.reopen();
    await writeFile(go, '');
    await phaseOf(it.runtime, two, 'healthy');
    await rm(go);
    expect(await it.runtime.observe(one.instanceId)).toMatchObject({ serving: 'two' });
  });

  test('processes of ours that no record knows are ended at the start, those of others are not', async () => {
    await using it = await runtimeFixture();
    const orphan = (directory: string) =>
      spawn('sleep', ['1000'], {
        detached: true,
        stdio: 'ignore',
        env: { PATH: process.env.PATH, ...markEntry(markOf(directory, 'app', 'x/y-0')) },
      });
    const [ours, theirs] = [orphan(it.options.dataDirectory), orphan('/another/installation')];
    await Promise.all([once(ours, 'spawn'), once(theirs, 'spawn')]);
    const ended = once(ours, 'exit');
    await it.reopen();
    await ended;
    expect(theirs.exitCode).toBeNull();
    theirs.kill('SIGKILL');
  });

  test('an app that listens on a port of its own is told which', async () => {
    await using it = await runtimeFixture();
    const port = await freePort();
    const artifact = await it.artifact(
      { 'server.js': webServer.replace('process.env.PORT', String(port)) },
      { web: 'node server.js' },
    );
    const desired = desiredWorkload(artifact, { healthTimeoutMs: 12_000 });
    await it.runtime.apply(desired);
    expect((await phaseOf(it.runtime, desired, 'failed'))?.reason).toContain(`The app listens on ${port} instead`);
  });

  test('a fixed port that another program has is named in the failure', async () => {
    await using it = await runtimeFixture();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const desired = desiredWorkload(await web(it), { port, healthTimeoutMs: 12_000 });
    await it.runtime.apply(desired);
    const failed = await phaseOf(it.runtime, desired, 'failed');
    other.close();
    expect(failed?.reason).toContain(`Port ${port} is already taken by another program on this machine.`);
  });

  test('with a fixed port a new revision waits for the old one to go, and the old one comes back when it fails', async () => {
    await using it = await runtimeFixture();
    const one = desiredWorkload(await web(it), { port: await freePort() });
    await it.runtime.apply(one);
    await phaseOf(it.runtime, one, 'healthy');
    const two = { ...one, revision: 'two', environment: { VERSION: 'v2' } };
    await it.runtime.apply(two);
    await phaseOf(it.runtime, two, 'healthy');
    expect((await it.edge.get(hostname)).body).toMatch(/^v2 /);
    const three = { ...one, revision: 'three', environment: { VERSION: 'v3', HEALTH: '500' }, healthTimeoutMs: 500 };
    await it.runtime.apply(three);
    await phaseOf(it.runtime, three, 'failed');
    await eventually(
      () => it.edge.get(hostname),
      (answer) => answer.body.startsWith('v2 '),
    );
    expect(await it.runtime.observe(one.instanceId)).toMatchObject({ serving: 'two' });
  });

  test('a volume belongs to its program alone, outlives a restart of NorthStack, and a removal that was interrupted is finished', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await it.artifact(programs.store.files, programs.store.processes), {
      type: 'stateful',
      port: await freePort(),
      volume: { path: '/data', gigabytes: 1 },
      hostnames: [],
      healthPath: null,
    });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const pid = await pidOf(it, desired);
    const at = { host: '127.0.0.1', port: desired.port ?? 0 };
    expect(await askTcp(at, 'set hello')).toBe('ok');
    const folders = join(it.options.dataDirectory, 'runtime');
    const volume = join(folders, 'volumes', desired.instanceId);
    expect(await readFile(join(volume, 'data'), 'utf8')).toBe('hello');
    expect((await stat(volume)).mode & 0o777).toBe(0o700);
    await it.reopen();
    expect(await pidOf(it, desired)).toBe(pid);
    expect(await askTcp(at, 'get')).toBe('hello');
    // As whoever was killed right after it had begun to remove it leaves it.
    await it.reopen(async () => {
      const file = join(folders, 'workloads', `${desired.instanceId}.json`);
      await writeFile(file, (await readFile(file, 'utf8')).replace('"removing":false', '"removing":true'));
    });
    expect(await it.runtime.observe(desired.instanceId)).toEqual({ state: 'absent' });
    await eventually(
      () => isRunning(pid),
      (running) => !running,
    );
    for (const name of ['volumes', 'homes', 'workloads']) expect(await readdir(join(folders, name))).toEqual([]);
  });

  test('replicas cannot share a fixed port: that is refused with what to do', async () => {
    await using it = await runtimeFixture();
    await expect(it.runtime.apply(desiredWorkload(await web(it), { port: 3000, replicas: 2 }))).rejects.toMatchObject({
      code: 'fixed-port-one-replica',
    });
  });

  test('a program that ignores SIGTERM, and one that left its session, are gone after remove', async () => {
    await using it = await runtimeFixture();
    const artifact = await it.artifact(
      { 'run.sh': "trap '' TERM\nsetsid sleep 999 &\necho child $!\nwhile :; do sleep 0.1; done\n" },
      { worker: 'sh run.sh' },
    );
    const desired = desiredWorkload(artifact, { type: 'worker', hostnames: [], stopTimeoutMs: 300 });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const line = await eventually(
      () => texts(it).find((t) => t.startsWith('child ')),
      (t) => t !== undefined,
    );
    const pids = [await pidOf(it, desired), Number(line?.slice(6))];
    await it.runtime.remove(desired.instanceId);
    for (const pid of pids) expect(await isRunning(pid)).toBe(false);
  });

  test('an app sees its own variables, its port, and none of NorthStack’s', async () => {
    await using it = await runtimeFixture();
    process.env.NORTHSTACK_TEST_SECRET = 'do-not-leak';
    const desired = desiredWorkload(await web(it), { environment: { MINE: 'yes' } });
    await it.runtime.apply(desired);
    const revision = await phaseOf(it.runtime, desired, 'healthy');
    delete process.env.NORTHSTACK_TEST_SECRET;
    const environment: Record<string, string> = JSON.parse((await it.edge.get(hostname, '/env')).body);
    expect(environment).toMatchObject({
      MINE: 'yes',
      PORT: String(revision?.replicas[0]?.port),
      NODE_ENV: 'production',
      NORTHSTACK_REPLICA: '0',
    });
    expect(environment).not.toHaveProperty('NORTHSTACK_TEST_SECRET');
    expect(environment.HOME).not.toBe(process.env.HOME);
  });

  test('a workload whose variables cannot be read any more does not keep the others from being adopted', async () => {
    await using it = await runtimeFixture();
    const [one, two] = [desiredWorkload(await web(it)), desiredWorkload(await web(it), { hostnames: ['other.localhost'] })];
    await it.runtime.apply(one);
    await it.runtime.apply(two);
    await Promise.all([phaseOf(it.runtime, one, 'healthy'), phaseOf(it.runtime, two, 'healthy')]);
    await it.reopen(async () => {
      const file = join(it.options.dataDirectory, 'runtime/workloads', `${one.instanceId}.json`);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/"sealedEnvironment":"[^"]+"/, '"sealedEnvironment":"AAAA"'));
    });
    expect((await it.edge.get('other.localhost')).status).toBe(200);
    expect(it.local.observations.some((o) => o.type === 'unexpected')).toBe(true);
  });

  test('a domain stays with the service that has it, also over a restart, until it is given up', async () => {
    await using it = await runtimeFixture();
    const domain = 'www.shop.example.com';
    const one = desiredWorkload(await web(it), { environment: { VERSION: 'one' }, domains: [domain] });
    const two = desiredWorkload(await web(it), { environment: { VERSION: 'two' }, hostnames: ['other.localhost'] });
    await it.runtime.apply(one);
    await it.runtime.apply(two);
    await Promise.all([phaseOf(it.runtime, one, 'healthy'), phaseOf(it.runtime, two, 'healthy')]);
    const refused = async (changes: Partial<typeof two>) => {
      await expect(it.runtime.apply({ ...two, ...changes })).rejects.toMatchObject({
        code: 'domain-in-use',
        message: expect.stringContaining('another service'),
      });
      expect((await it.edge.get(domain)).body).toMatch(/^one /);
      expect((await it.edge.get('other.localhost')).body).toMatch(/^two /);
    };
    await refused({ domains: ['WWW.shop.example.com'] });
    await refused({ hostnames: [domain] });
    await refused({ domains: [hostname] });
    // As it was written before there were domains.
    await it.reopen(async () => {
      const file = join(it.options.dataDirectory, 'runtime/workloads', `${two.instanceId}.json`);
      const record: unknown = JSON.parse(await readFile(file, 'utf8'));
      expect(record).toMatchObject({ domains: [] });
      await writeFile(file, JSON.stringify({ ...(record as object), domains: undefined }));
    });
    await refused({ domains: [domain] });
    await it.runtime.apply({ ...one, domains: [] });
    await it.runtime.apply({ ...two, domains: [domain] });
    await eventually(
      () => it.edge.get(domain),
      ({ body }) => body.startsWith('two '),
    );
    await it.runtime.remove(two.instanceId);
    await it.runtime.apply(one);
    await eventually(
      () => it.edge.get(domain),
      ({ body }) => body.startsWith('one '),
    );
  });

  test('variables on disk cannot be read', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await web(it), { environment: { TOKEN: 'correct-horse-battery' } });
    await it.runtime.apply(desired);
    const folder = join(it.options.dataDirectory, 'runtime/workloads');
    for (const name of await readdir(folder)) expect(await readFile(join(folder, name), 'utf8')).not.toContain('correct-horse');
  });

  test('a static site is served with its types, and nothing outside of its folder', async () => {
    await using it = await runtimeFixture();
    const artifact = await it.artifact(
      { 'index.html': '<h1>hi</h1>', 'app.js': '1', 'about.html': 'about', '.secret': 'x' },
      {},
      'static',
    );
    const desired = desiredWorkload(artifact, { healthPath: null });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    expect(await it.edge.get(hostname)).toEqual({ status: 200, body: '<h1>hi</h1>' });
    expect(await it.edge.get(hostname, '/about')).toEqual({ status: 200, body: 'about' });
    expect(await it.edge.get(hostname, '/a/route')).toEqual({ status: 200, body: '<h1>hi</h1>' });
    for (const path of ['/.secret', '/..%2f..%2f..%2fetc/passwd', '/missing.js', '/%00.js']) {
      expect((await it.edge.get(hostname, path)).status, path).toBe(404);
    }
    expect((await it.edge.get(hostname, '/%2e%2e/%2e%2e/etc/passwd')).body).toBe('<h1>hi</h1>');
  });

  test('a replica that stops answering its health check leaves the routes and is started again', async () => {
    await using it = await runtimeFixture();
    const sick = webServer.replace(
      "url.pathname === '/health'",
      "url.pathname === '/sick') { process.env.HEALTH = '503'; return response.end('' + process.pid); } if (url.pathname === '/health'",
    );
    const desired = desiredWorkload(await it.artifact({ 'server.js': sick }, { web: 'node server.js' }), { replicas: 2 });
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    const pid = Number((await it.edge.get(hostname, '/sick')).body);
    const degraded = await phaseOf(it.runtime, desired, 'degraded');
    expect(degraded?.reason).toContain('fails its health check');
    const answers = await Promise.all(Array.from({ length: 6 }, () => it.edge.get(hostname)));
    expect(answers.map((a) => a.body)).not.toContain(`v1 ${pid}`);
    await phaseOf(it.runtime, desired, 'healthy');
    expect(await isRunning(pid)).toBe(false);
  });

  test('a command the shell must read runs in it', async () => {
    await using it = await runtimeFixture();
    const artifact = await it.artifact({ 'server.js': webServer }, { web: 'echo before && VERSION=shell node server.js' });
    const desired = desiredWorkload(artifact);
    await it.runtime.apply(desired);
    await phaseOf(it.runtime, desired, 'healthy');
    expect((await it.edge.get(hostname)).body).toMatch(/^shell /);
    expect(texts(it)).toContain('before');
  });

  test('a command that does not exist fails by its name', async () => {
    await using it = await runtimeFixture();
    const desired = desiredWorkload(await it.artifact({ a: '' }, { web: 'no-such-program --flag' }));
    await it.runtime.apply(desired);
    expect((await phaseOf(it.runtime, desired, 'failed'))?.reason).toContain('no command «no-such-program --flag»');
  });
});
