/** The command line against a real NorthStack: outcomes as exit codes, JSON, errors with hints, folders and repositories. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';

const server = `
const { createServer } = require('node:http');
console.log('greeting is ' + process.env.GREETING);
createServer((request, response) => response.end(process.env.GREETING + ' ' + process.pid)).listen(process.env.PORT);
`;
const app = { 'package.json': JSON.stringify({ scripts: { start: 'node server.js' } }), 'server.js': server };

/** As much of a workflow of GitHub Actions as the README's has. */
const workflow = z.object({
  jobs: z.object({
    deploy: z.object({ env: z.record(z.string(), z.string()), steps: z.tuple([z.object({ run: z.string() })]) }),
  }),
});

let place: Site;
let northstack: Northstack;
let home = '';
let repository: GitRepository;

beforeAll(async () => {
  place = await site();
  northstack = await place.up();
  home = await mkdtemp(join(tmpdir(), 'ns-cli-'));
  repository = await gitRepository(app);
  const login = await cli(['login', '--email', String(northstack.ready.adminEmail), '--password-stdin'], {
    input: String(northstack.ready.adminPassword),
  });
  expect(login).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await repository[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

function start(args: readonly string[], { env = {}, cwd = home }: RunOptions = {}) {
  // What the launcher becomes; `up` has built it.
  return spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, NORTHSTACK_URL: northstack.url, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function cli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = start(args, options);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(options.input ?? '');
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}

const json = async (args: readonly string[], options?: RunOptions) => {
  const ran = await cli([...args, '--json'], options);
  return { ...ran, value: JSON.parse(ran.stdout) };
};

const events = async (args: readonly string[], options?: RunOptions) => {
  const ran = await cli([...args, '--json'], options);
  return {
    ...ran,
    events: ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
};

describe('signing in', () => {
  test('the session is kept where only its owner can read it, and names who it is', async () => {
    const { code, value } = await json(['whoami']);
    expect({ code, value }).toMatchObject({
      code: 0,
      value: { email: northstack.ready.adminEmail, organization: 'main', url: northstack.url },
    });
  });

  test('a token in the environment is enough, for CI', async () => {
    const { stdout } = await cli(['token']);
    const elsewhere = { NORTHSTACK_TOKEN: stdout.trim(), NORTHSTACK_CONFIG: join(home, 'none.json') };
    expect((await json(['orgs'], { env: elsewhere })).value).toMatchObject([{ slug: 'main', current: true }]);
  });

  test.each([
    ['without a terminal there is no question', ['login'], {}, 'no-terminal'],
    [
      'a wrong password',
      ['login', '--email', 'admin@northstack.local', '--password-stdin'],
      { input: 'wrong' },
      'wrong-credentials',
    ],
    ['nobody signed in', ['whoami'], { env: { NORTHSTACK_CONFIG: '/nonexistent/config.json' } }, 'not-signed-in'],
    ['nobody there', ['projects'], { env: { NORTHSTACK_URL: 'http://127.0.0.1:1', NORTHSTACK_TOKEN: 'x' } }, 'unreachable'],
    ['a token that is none', ['projects'], { env: { NORTHSTACK_TOKEN: 'x' } }, 'invalid-jwt'],
  ] as const)('%s is a failure with its code', async (_, args, options, code) => {
    const { code: exit, value } = await json(args, options);
    expect(exit).toBe(1);
    expect(value).toMatchObject({ event: 'error', code, message: expect.any(String) });
  });

  test('a command line nobody understands ends with 2 and where to read on', async () => {
    for (const replicas of ['many', '5..2']) {
      const ran = await cli(['scale', 'shop/web', replicas]);
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('northstack scale --help') });
    }
  });
});

describe('deploying', () => {
  test('a repository: projects, services, variables, deploy, the app answers', async () => {
    expect((await json(['projects', 'create', 'shop', '--name', 'The shop'])).value).toMatchObject({ slug: 'shop' });
    expect((await cli(['services', 'create', 'shop/web', '--repo', repository.url, '-e', 'GREETING=hello'])).code).toBe(0);
    const { code, events: seen } = await events(['deploy', 'shop/web', '--message', 'the first']);
    expect(code).toBe(0);
    // A state that is short may be passed over; the end is not, and neither is a line of the log.
    expect(seen.filter((e) => e.event === 'status').map((e) => e.status)).toContain('running');
    expect(seen.some((e) => e.event === 'log' && e.line.startsWith('Commit '))).toBe(true);
    expect(seen.at(-1)).toMatchObject({ event: 'done', ok: true, revision: 1, status: 'running' });
    const { stdout: url } = await cli(['open', 'shop/web', '--print']);
    expect(await (await northstack.fetch('/', { host: new URL(url.trim()).host })).text()).toMatch(/^hello \d+$/);
  });

  test('variables change with the next deployment, rollback brings the old ones back without a build', async () => {
    expect((await json(['env', 'set', 'shop/web', 'GREETING=bonjour', 'OTHER=a=b'])).value).toMatchObject({
      variables: { GREETING: 'bonjour', OTHER: 'a=b' },
    });
    expect((await cli(['env', 'unset', 'shop/web', 'OTHER'])).code).toBe(0);
    expect((await json(['env', 'list', 'shop/web'])).value).toEqual({ GREETING: 'bonjour' });
    expect((await cli(['deploy', 'shop/web'])).stdout).toContain('✓ revision 2 is running');
    const rollback = await events(['rollback', 'shop/web']);
    expect(rollback.events.at(-1)).toMatchObject({ ok: true, revision: 3 });
    expect(rollback.events.filter((e) => e.status === 'building')).toEqual([]);
    const { value: history } = await json(['history', 'shop/web']);
    expect(history.map((d: { revision: number; kind: string }) => [d.revision, d.kind])).toEqual([
      [3, 'rollback'],
      [2, 'deploy'],
      [1, 'deploy'],
    ]);
    await eventually(
      () => cli(['logs', 'shop/web', '-n', '50']),
      ({ stdout }) =>
        stdout.indexOf('greeting is bonjour') >= 0 &&
        stdout.lastIndexOf('greeting is hello') > stdout.indexOf('greeting is bonjour'),
    );
  });

  test('settings: their versions, what differs, and an earlier one brought back', async () => {
    const { value: versions } = await json(['env', 'history', 'shop/web']);
    expect(versions.map((v: { version: number }) => v.version)).toEqual([3, 2, 1]);
    expect(versions[0].changed).toEqual(['variables.OTHER']);
    expect((await json(['env', 'diff', 'shop/web', '1'])).value.changes).toEqual([
      { setting: 'variables.GREETING', before: 'hello', after: 'bonjour' },
    ]);
    expect((await json(['env', 'restore', 'shop/web', '1'])).value).toEqual({ version: 4, restored: 1 });
    expect((await json(['env', 'list', 'shop/web'])).value).toEqual({ GREETING: 'hello' });
    expect((await cli(['env', 'diff', 'shop/web', '99'])).code).toBe(1);
  });

  test('a command beside a service has its code, its variables and its exit code; a job runs on demand', async () => {
    const beside = await cli(['run', 'shop/web', '--', 'sh', '-c', 'ls server.js; echo "I say $GREETING"; exit 7']);
    expect(beside).toMatchObject({ code: 7, stdout: expect.stringContaining('server.js') });
    expect(beside.stdout).toContain('I say hello');
    const created = await cli([
      ...['services', 'create', 'shop/report', '--repo', repository.url, '--type', 'job'],
      ...['--start-command', 'echo "the report is ready"'],
    ]);
    expect(created.code).toBe(0);
    expect((await cli(['deploy', 'shop/report'])).code).toBe(0);
    expect(await cli(['run', 'shop/report'])).toMatchObject({ code: 0, stdout: expect.stringContaining('the report is ready') });
    const { value: runs } = await json(['jobs', 'shop/report']);
    expect(runs).toMatchObject([{ trigger: 'manual', status: 'succeeded', exit_code: 0 }]);
  });

  test('a build that fails ends with 1, the step and the last lines; the version before keeps serving', async () => {
    await repository.git('checkout', '--quiet', '-b', 'broken');
    await repository.commit({
      'package.json': JSON.stringify({ scripts: { build: 'echo it is broken; exit 5', start: 'node server.js' } }),
    });
    await repository.git('checkout', '--quiet', 'main');
    const { code, events: seen } = await events(['deploy', 'shop/web', '--ref', 'broken']);
    expect(code).toBe(1);
    expect(seen.at(-1)).toMatchObject({
      event: 'done',
      ok: false,
      status: 'failed',
      failureStep: 'building',
      failureReason: expect.stringContaining('it is broken'),
    });
    expect((await json(['status', 'shop/web'])).value).toMatchObject([{ status: 'running' }]);
    const top = await eventually(
      async () => (await json(['top', 'shop/web', '--once'])).value[0],
      // Those taken while one version followed another counted both.
      ({ samples }) => samples.at(-1)?.replicas === 1,
    );
    expect(top.status).toBe('running');
    expect(top.samples.at(-1)).toMatchObject({ memoryBytes: expect.any(Number) });
    expect((await cli(['logs', 'shop/web', '--build'])).stdout).toContain('it is broken');
  });

  test("the README's workflow of GitHub Actions deploys a commit with an API key, waits for its end, and is as red as that", async () => {
    const [, text = ''] = /^```yaml github-actions\n(.*?)^```$/ms.exec(await readFile('README.md', 'utf8')) ?? [];
    const { env, steps } = workflow.parse(parse(text)).jobs.deploy;
    expect(Object.keys(env)).toEqual(['NORTHSTACK_URL', 'NORTHSTACK_TOKEN']);
    // In place of a container engine: what the image's entry point does with the words after its name.
    const tools = await mkdtemp(join(home, 'tools-'));
    const docker = `#!/bin/sh\nwhile [ "$1" != registry.example.com/northstack ]; do shift; done\nshift\nexec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"\n`;
    await writeFile(join(tools, 'docker'), docker, { mode: 0o755 });
    const { value } = await json(['keys', 'create', 'workflow', '--scopes', 'deploy']);
    const push = (commit: string) =>
      promisify(execFile)('bash', ['-e', '-c', steps[0].run], {
        env: {
          ...{ PATH: `${tools}:${process.env.PATH}`, HOME: tools, GITHUB_SHA: commit, GITHUB_REF_NAME: 'main' },
          ...{ NORTHSTACK_URL: northstack.url, NORTHSTACK_TOKEN: String(value.key) },
        },
      }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      );
    const good = await repository.commit({ 'note.txt': 'from a push' });
    expect(await push(good)).toMatchObject({ code: 0, stdout: expect.stringContaining('is running') });
    const { value: history } = await json(['history', 'shop/web']);
    expect(JSON.stringify(history)).toContain('push to main');
    expect((await push(await repository.git('rev-parse', 'broken'))).code).toBe(1);
  });

  test('a folder is sent as it is; without words it goes where it went before', async () => {
    const folder = await mkdtemp(join(home, 'folder-'));
    for (const [name, text] of Object.entries(app)) await writeFile(join(folder, name), text);
    expect(await cli(['deploy', 'lab/folder', '.'], { cwd: folder })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no service «lab/folder»'),
    });
    expect(await cli(['deploy', 'lab/folder', '.', '--create'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('✓ revision 1 is running'),
    });
    await writeFile(join(folder, 'server.js'), server.replace("process.env.GREETING + ' '", "'changed '"));
    expect(await cli(['deploy'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('✓ revision 2 is running'),
    });
    const { stdout: url } = await cli(['open', 'lab/folder', '--print']);
    expect(await (await northstack.fetch('/', { host: new URL(url.trim()).host })).text()).toMatch(/^changed /);
    expect(JSON.parse(await readFile(join(home, '.config/northstack/config.json'), 'utf8')).folders).toMatchObject({
      [folder]: { service: 'lab/folder' },
    });
  });
});

describe('configuration as code', () => {
  const file = (greeting: string) => `projects:
  code:
    name: Code
    variables: { PERSON: you }
    services:
      web:
        git: ${repository.url}
        variables: { GREETING: ${greeting} }
`;

  test('plan says 2 when there is something to do, apply does it and deploys, export plans to nothing', async () => {
    await writeFile(join(home, 'northstack.yaml'), file('hello from code'));
    const planned = await json(['plan']);
    expect(planned).toMatchObject({ code: 2, value: { creates: 3, updates: 0, deletes: 0 } });
    expect(await cli(['plan'])).toMatchObject({ code: 2, stdout: expect.stringContaining('+ code/services/web') });
    const unasked = await events(['apply']);
    expect(unasked.code).toBe(1);
    expect(unasked.events.at(-1)).toMatchObject({ event: 'error', code: 'confirmation-needed' });
    expect(await cli(['apply', '--yes', '--deploy'])).toMatchObject({ code: 0 });
    expect(await cli(['plan'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change') });
    const exported = await cli(['export', 'code']);
    expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining('GREETING: hello from code') });
    expect(await cli(['plan', '-'], { input: exported.stdout })).toMatchObject({ code: 0 });
  });

  test('deleting is asked for by name; mistakes come with file, line and column', async () => {
    await writeFile(join(home, 'less.yaml'), 'projects: { code: { name: Code, variables: { PERSON: you } } }\n');
    expect(await cli(['apply', 'less.yaml', '--yes'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('- code/services/web'),
      stderr: expect.stringContaining('--allow-deletions'),
    });
    await writeFile(join(home, 'bad.yaml'), 'projects:\n  code:\n    servces: {}\n');
    expect(await cli(['plan', 'bad.yaml'])).toMatchObject({ code: 1, stderr: expect.stringContaining('bad.yaml:3:5') });
    const schema = await fetch(`${northstack.url}/schema/northstack.json`);
    expect(await schema.json()).toMatchObject({ title: 'northstack.yaml' });
  });

  test('other tools’ files are imported without a connection', async () => {
    await writeFile(join(home, 'Procfile'), 'web: npm start\n');
    const ran = await json(['import', 'procfile', '--project', 'shop', '--repo', 'https://h/r.git'], {
      env: { NORTHSTACK_URL: 'http://127.0.0.1:9' },
    });
    expect(ran).toMatchObject({
      code: 0,
      value: { file: expect.stringContaining('startCommand: npm start'), notes: [], mistakes: null },
    });
  });
});

describe('operating', () => {
  test('scale, restart, stop and start follow until it is so', async () => {
    expect((await events(['scale', 'shop/web', '2'])).events.at(-1)).toMatchObject({ ok: true, readyReplicas: 2 });
    // A share of what it never said it requests.
    expect(await json(['scale', 'shop/web', '2..4', '--cpu', '50'])).toMatchObject({
      code: 1,
      value: { event: 'error', code: 'cpu-request-missing' },
    });
    const before = (await northstack.fetch('/', { host: 'web.shop.localhost' })).text();
    expect((await events(['restart', 'shop/web'])).events.at(-1)).toMatchObject({
      ok: true,
      status: 'running',
      readyReplicas: 2,
    });
    expect(await (await northstack.fetch('/', { host: 'web.shop.localhost' })).text()).not.toBe(await before);
    expect((await events(['stop', 'shop/web'])).events.at(-1)).toMatchObject({ ok: true, status: 'stopped' });
    expect((await northstack.fetch('/', { host: 'web.shop.localhost' })).status).toBe(503);
    expect(await json(['whynot', 'shop/web'])).toMatchObject({
      code: 1,
      value: { ready: false, causes: expect.arrayContaining([expect.objectContaining({ code: 'stopped' })]) },
    });
    expect((await events(['start', 'shop/web'])).events.at(-1)).toMatchObject({ ok: true, status: 'running' });
    expect(await json(['whynot', 'shop/web'])).toMatchObject({ code: 0, value: { ready: true } });
  });

  test('status goes on with --watch, logs with -f', async () => {
    const watching = start(['status', 'shop/web', '--watch', '--json']);
    const following = start(['logs', 'shop/web', '-f', '-n', '0', '--json']);
    let seen = '';
    let lines = '';
    watching.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
    });
    following.stdout.setEncoding('utf8').on('data', (text: string) => {
      lines += text;
    });
    await eventually(
      () => seen,
      (text) => text.includes('"status":"running"'),
    );
    await cli(['restart', 'shop/web']);
    await eventually(
      () => lines,
      (text) => text.includes('greeting is'),
    );
    for (const child of [watching, following]) child.kill();
  });

  test.each([
    ['a service that is not there', ['status', 'shop/nothing'], 'service-not-found'],
    ['a name that is none', ['deploy', 'shop//web'], 'invalid-name'],
    ['a project that is there', ['projects', 'create', 'shop'], 'project-exists'],
    ['a project with a bad name', ['projects', 'create', 'The Shop'], 'invalid-name'],
    ['a service that is there', ['services', 'create', 'shop/web', '--repo', 'https://example.com/a.git'], 'service-exists'],
    ['a repository that is none', ['services', 'create', 'shop/other', '--repo', 'ext::sh'], 'invalid-repository'],
    ['a folder nobody knows', ['deploy', '.'], 'folder-unknown'],
    ['nothing to cancel', ['cancel', 'shop/web'], 'nothing-to-cancel'],
    ['a revision that is not there', ['rollback', 'shop/web', '--to', '99'], 'revision-not-found'],
  ])('%s is a failure with its code', async (_, args, code) => {
    const { code: exit, value } = await json(args);
    expect(value).toMatchObject({ event: 'error', code });
    expect(exit).toBe(1);
  });

  test('signing out ends the session', async () => {
    expect((await cli(['logout'])).code).toBe(0);
    expect((await json(['projects'])).value).toMatchObject({ code: 'not-signed-in' });
  });
});
