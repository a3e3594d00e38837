/** What the local builder promises beyond the port: real projects, restarts, the queue, hostile repositories. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { BuildRequest } from '../../../domain/ports/source-builder.ts';
import { buildRequest, settled } from '../../../test/contracts/source-builder.contract.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { gitRepository } from '../../../test/support/git-repository.ts';
import { localFixture } from '../../../test/support/local-adapter.ts';
import { typescriptProcess } from '../../../test/support/typescript-process.ts';
import { openProcessTable } from '../processes/process-table.ts';
import { openLocalBuilder } from './open-builder.ts';

// Real programs on a busy machine take their time.
async function build(files: Readonly<Record<string, string>>, changes: Partial<BuildRequest> = {}) {
  const fixture = await localFixture();
  const repository = await gitRepository(files);
  const builder = await openLocalBuilder(fixture.options);
  const request = buildRequest(repository.url, changes);
  await builder.start(request);
  const result = await settled(builder, request.buildId);
  return {
    fixture,
    repository,
    builder,
    request,
    result,
    artifact: result.state === 'succeeded' ? result.artifact : null,
    reason: result.state === 'failed' ? result.reason : '',
    [Symbol.asyncDispose]: async () => {
      await builder[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const again = async (it: Awaited<ReturnType<typeof build>>, changes: Partial<BuildRequest>) => {
  const request = buildRequest(it.repository.url, changes);
  await it.builder.start(request);
  return settled(it.builder, request.buildId);
};

test('a branch, a tag, an annotated tag, a full commit and a short one all find their commit', async () => {
  await using it = await build({ Procfile: 'web: a' });
  const first = await it.repository.git('rev-parse', 'HEAD');
  await it.repository.git('tag', 'v1');
  await it.repository.git('-c', 'tag.gpgsign=false', 'tag', '-a', '-m', 'two', 'v1-annotated');
  const second = await it.repository.commit({ 'b.txt': '2' });
  await it.repository.git('branch', 'feature/x');
  const third = await it.repository.commit({ 'b.txt': '3' });
  for (const [reference, commit] of [
    ['main', third],
    ['v1', first],
    ['v1-annotated', first],
    ['feature/x', second],
    [second, second],
    [first.slice(0, 9), first],
    ['HEAD', third],
    ['refs/tags/v1', first],
  ] as const) {
    expect(await again(it, { reference }), reference).toMatchObject({ state: 'succeeded', commit });
  }
});

test('the same contents have the same digest, other contents another', async () => {
  await using it = await build({ Procfile: 'web: a' });
  const same = await again(it, {});
  await it.repository.commit({ Procfile: 'web: b' });
  const other = await again(it, {});
  const digest = (o: object) =>
    'artifact' in o && o.artifact && typeof o.artifact === 'object' && 'digest' in o.artifact ? o.artifact.digest : null;
  expect(digest(same)).toBe(it.artifact?.digest);
  expect(digest(other)).not.toBe(it.artifact?.digest);
});

test('a Node project is installed from its lockfile, built, and its start script becomes the command', async () => {
  await using it = await build({
    'package.json': JSON.stringify({
      name: 'a',
      version: '1.0.0',
      dependencies: { helper: 'file:helper' },
      scripts: { build: 'node build.js', start: 'node server.js' },
    }),
    'package-lock.json': JSON.stringify({
      name: 'a',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'a', version: '1.0.0', dependencies: { helper: 'file:helper' } },
        helper: { version: '1.0.0' },
        'node_modules/helper': { resolved: 'helper', link: true },
      },
    }),
    'helper/package.json': JSON.stringify({ name: 'helper', version: '1.0.0', main: 'index.js' }),
    'helper/index.js': "module.exports = 'help'",
    'build.js': "require('node:fs').writeFileSync('built.txt', require('helper') + ' ' + process.env.NORTHSTACK_COMMIT)",
    'server.js': '',
  });
  expect(it.result).toMatchObject({ state: 'succeeded', artifact: { framework: 'node', processes: { web: 'node server.js' } } });
  const commit = it.result.state === 'succeeded' ? it.result.commit : '';
  expect(await readFile(join(it.artifact?.reference ?? '', 'built.txt'), 'utf8')).toBe(`help ${commit}`);
});

test('a Python project gets an environment of its own', async () => {
  await using it = await build({
    'requirements.txt': './local_package\n',
    'local_package/pyproject.toml':
      '[project]\nname = "local-package"\nversion = "1.0"\n[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    // A build backend without dependencies, so that nothing is fetched: it writes the wheel itself (PEP 517).
    'local_package/backend.py': `import zipfile, os
def get_requires_for_build_wheel(config_settings=None): return []
def build_wheel(directory, config_settings=None, metadata_directory=None):
    name = 'local_package-1.0-py3-none-any.whl'
    with zipfile.ZipFile(os.path.join(directory, name), 'w') as z:
        z.writestr('local_package.py', 'word = "hello"')
        z.writestr('local_package-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: local-package\\nVersion: 1.0\\n')
        z.writestr('local_package-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
        z.writestr('local_package-1.0.dist-info/RECORD', '')
    return name
`,
    'main.py': 'import local_package',
  });
  expect(it.result, it.reason).toMatchObject({
    state: 'succeeded',
    artifact: { framework: 'python', processes: { web: 'python3 main.py' } },
  });
  const python = join(it.artifact?.reference ?? '', '.venv/bin/python3');
  expect((await promisify(execFile)(python, ['-c', 'import local_package; print(local_package.word)'])).stdout).toBe('hello\n');
});

test('a frontend is served from the folder its build wrote', async () => {
  await using it = await build({
    'package.json': JSON.stringify({ scripts: { build: 'mkdir dist && cp page.html dist/index.html' } }),
    'page.html': '<h1>hi</h1>',
  });
  expect(it.artifact).toMatchObject({ framework: 'static', processes: {} });
  expect(await readdir(it.artifact?.reference ?? '')).toEqual(['index.html']);
});

test('only the wanted folder of a repository is built', async () => {
  await using it = await build({ 'apps/site/index.html': 'x', 'README.md': '' }, { directory: 'apps/site' });
  expect(it.artifact?.framework).toBe('static');
  expect(await readdir(it.artifact?.reference ?? '')).toEqual(['index.html']);
});

test.each(['../..', '/etc', 'missing', 'outside'])('the folder %s is refused', async (directory) => {
  await using repository = await gitRepository({ 'index.html': '' });
  await symlink('/etc', join(repository.directory, 'outside'));
  await repository.commit({});
  await using fixture = await localFixture();
  await using builder = await openLocalBuilder(fixture.options);
  const request = buildRequest(repository.url, { directory });
  await builder.start(request);
  expect(await settled(builder, request.buildId)).toMatchObject({
    state: 'failed',
    step: 'detect',
    reason: `The repository has no folder «${directory}».`,
  });
});

test('submodules are there', async () => {
  await using inner = await gitRepository({ 'inner.txt': 'inside' });
  await using outer = await gitRepository({ Procfile: 'web: a' });
  await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.url, 'sub');
  await outer.commit({});
  await using fixture = await localFixture();
  await using builder = await openLocalBuilder(fixture.options);
  const request = buildRequest(outer.url);
  await builder.start(request);
  const result = await settled(builder, request.buildId);
  expect(result).toMatchObject({ state: 'succeeded' });
  expect(await readFile(join(result.state === 'succeeded' ? result.artifact.reference : '', 'sub/inner.txt'), 'utf8')).toBe(
    'inside',
  );
});

test('a repository over ssh is read without asking anything', async () => {
  await using repository = await gitRepository({ 'index.html': 'x' });
  await using fixture = await localFixture();
  // In the place of ssh: a program that notes how it is called and runs git's side of the connection here.
  const bin = join(fixture.options.dataDirectory, 'bin with space');
  await mkdir(bin);
  await writeFile(
    join(bin, 'ssh'),
    '#!/bin/sh\nprintf "%s\\n" "$@" > "$(dirname "$0")/called"\nfor last; do :; done\nexec sh -c "$last"\n',
    { mode: 0o755 },
  );
  const baseEnvironment = { ...fixture.options.baseEnvironment, PATH: `${bin}:${fixture.options.baseEnvironment.PATH}` };
  await using builder = await openLocalBuilder({ ...fixture.options, baseEnvironment });
  const request = buildRequest(`git@git.example.com:${repository.directory}`);
  await builder.start(request);
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  const called = (await readFile(join(bin, 'called'), 'utf8')).split('\n');
  expect(called).toEqual(
    expect.arrayContaining([
      'BatchMode=yes',
      'git@git.example.com',
      `UserKnownHostsFile=${fixture.options.dataDirectory}/git/known_hosts`,
    ]),
  );
});

test('what was published cannot be written to, and its git data is gone', async () => {
  await using it = await build({ 'index.html': 'x', 'folder/file': 'y' });
  const root = it.artifact?.reference ?? '';
  expect((await stat(join(root, 'folder/file'))).mode & 0o222).toBe(0);
  expect((await stat(join(root, 'folder'))).mode & 0o222).toBe(0);
  expect(existsSync(join(root, '.git'))).toBe(false);
});

test('a build sees its own variables and none of NorthStack’s', async () => {
  process.env.NORTHSTACK_TEST_SECRET = 'do-not-leak';
  await using it = await build({ Procfile: 'web: a' }, { environment: { MINE: 'yes' }, buildCommand: 'env' });
  delete process.env.NORTHSTACK_TEST_SECRET;
  const lines = it.fixture.lines.map((l) => l.text);
  expect(lines).toContain('MINE=yes');
  expect(lines.join('\n')).not.toContain('do-not-leak');
  expect(lines.join('\n')).not.toContain(`HOME=${process.env.HOME}\n`);
});

test('a hook or a program in the repository is not run by git', async () => {
  await using repository = await gitRepository({ 'index.html': '' });
  await repository.commit({
    '.gitattributes': '* filter=evil\n',
    '.githooks/post-checkout': '#!/bin/sh\ntouch /tmp/northstack-hook-ran\n',
  });
  await using fixture = await localFixture();
  await using builder = await openLocalBuilder(fixture.options);
  const request = buildRequest(repository.url);
  await builder.start(request);
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  expect(existsSync('/tmp/northstack-hook-ran')).toBe(false);
});

test('what a build leaves running in the background is ended with it', async () => {
  await using it = await build(
    { Procfile: 'web: a' },
    { buildCommand: 'setsid sleep 1234 >/dev/null 2>&1 & echo pid $!; sleep 0.1' },
  );
  expect(it.result.state).toBe('succeeded');
  const pid = Number(it.fixture.lines.find((l) => l.text.startsWith('pid '))?.text.slice(4));
  expect(pid).toBeGreaterThan(1);
  expect(await openProcessTable().startKey(pid)).toBeNull();
});

test('one build more than the queue holds is refused, with when to come again', async () => {
  await using fixture = await localFixture();
  await using repository = await gitRepository({ Procfile: 'web: a' });
  await using builder = await openLocalBuilder({ ...fixture.options, maxConcurrent: 1, maxQueued: 1 });
  const requests = [1, 2, 3].map(() => buildRequest(repository.url, { buildCommand: 'sleep 60' }));
  const [first, second, third] = requests as [BuildRequest, BuildRequest, BuildRequest];
  await builder.start(first);
  await builder.start(second);
  await expect(builder.start(third)).rejects.toMatchObject({
    kind: 'retry',
    code: 'build-queue-full',
    retryAfterMs: expect.any(Number),
  });
  expect(await builder.observe(second.buildId)).toEqual({ state: 'queued' });
  await builder.cancel(second.buildId);
  expect(await builder.observe(second.buildId)).toEqual({ state: 'cancelled' });
  await builder.cancel(first.buildId);
  await settled(builder, first.buildId);
});

test('a removed build leaves nothing on disk', async () => {
  await using it = await build({ 'index.html': '' });
  await it.builder.remove(it.request.buildId);
  expect(await readdir(join(it.fixture.options.dataDirectory, 'builds'))).toEqual([]);
});

test('variables on disk cannot be read', async () => {
  await using it = await build({ Procfile: 'web: a' }, { environment: { TOKEN: 'correct-horse-battery' } });
  const record = await readFile(join(it.fixture.options.dataDirectory, 'builds', it.request.buildId, 'build.json'), 'utf8');
  expect(record).not.toContain('correct-horse');
});

/** Starts a builder in a process of its own and kills that with SIGKILL when the build says `reached`. */
async function killedWhileBuilding(changes: Partial<BuildRequest>) {
  const fixture = await localFixture();
  const repository = await gitRepository({ Procfile: 'web: a' });
  const request = buildRequest(repository.url, changes);
  await using child = await typescriptProcess(
    `import { openLocalBuilder } from './adapters/local/builds/open-builder.ts';
     import { hostEnvironment } from './adapters/local/host-environment.ts';
     const { dataDirectory, request } = JSON.parse(process.argv[2]);
     const builder = await openLocalBuilder({
       dataDirectory, baseEnvironment: hostEnvironment(process.env), key: new Uint8Array(32).fill(7), user: null,
       logs: { append: (lines) => lines.forEach((l) => console.log(l.text)) }, hint: () => {}, observe: () => {},
     });
     await builder.start(request);
     setInterval(() => {}, 1000);`,
    [JSON.stringify({ dataDirectory: fixture.options.dataDirectory, request })],
  );
  await child.output(/^reached (\d+)$/m);
  await child.kill();
  const pid = Number(/^reached (\d+)$/m.exec(child.text())?.[1]);
  return { fixture, repository, request, pid };
}

test('a build that a kill -9 interrupted is taken up again, and its orphans are ended', async () => {
  const { fixture, repository, request, pid } = await killedWhileBuilding({
    buildCommand:
      'test -e /tmp/northstack-second-$MARK || { touch /tmp/northstack-second-$MARK; echo reached $$; sleep 600; }; rm /tmp/northstack-second-$MARK',
    environment: { MARK: String(process.pid) },
  });
  await using _ = fixture;
  await using __ = repository;
  expect(await openProcessTable().startKey(pid)).not.toBeNull();
  await using builder = await openLocalBuilder(fixture.options);
  expect(await openProcessTable().startKey(pid)).toBeNull();
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded' });
});

test('a build whose variables cannot be read any more fails instead of waiting for ever', async () => {
  await using fixture = await localFixture();
  await using repository = await gitRepository({ Procfile: 'web: a' });
  const request = buildRequest(repository.url);
  const first = await openLocalBuilder({ ...fixture.options, maxConcurrent: 0 });
  await first.start(request);
  await first[Symbol.asyncDispose]();
  await using second = await openLocalBuilder({ ...fixture.options, key: new Uint8Array(32).fill(8) });
  expect(await settled(second, request.buildId)).toMatchObject({ state: 'failed', step: 'clone' });
});

test('a release command that a kill -9 interrupted is not repeated: the build fails in step release', async () => {
  const { fixture, repository, request } = await killedWhileBuilding({ releaseCommand: 'echo reached $$; sleep 600' });
  await using _ = fixture;
  await using __ = repository;
  await using builder = await openLocalBuilder(fixture.options);
  expect(await settled(builder, request.buildId)).toMatchObject({
    state: 'failed',
    step: 'release',
    reason: expect.stringContaining('restarted'),
  });
  await eventually(
    () => existsSync(join(fixture.options.dataDirectory, 'builds', request.buildId, 'app')),
    (there) => !there,
  );
});
