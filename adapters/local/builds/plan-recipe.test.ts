import { expect, test } from 'vitest';
import { planRecipe } from './plan-recipe.ts';
import { NothingDetected, type Overrides, type SourceFacts } from './recipe.ts';

const none: Overrides = { buildCommand: null, startCommand: null, releaseCommand: null };

function facts(files: Readonly<Record<string, string>>, tools: readonly string[] = []): SourceFacts {
  return {
    files: new Set(Object.keys(files)),
    procfile: files.Procfile ?? null,
    packageJson: files['package.json'] ?? null,
    requirements: files['requirements.txt'] ?? null,
    tools: new Set(tools),
  };
}

const manifest = (value: object) => JSON.stringify(value);
const npmFlags = '--include=dev --no-audit --no-fund --no-update-notifier';

test.each<[string, SourceFacts, object]>([
  [
    'a Procfile alone',
    facts({ Procfile: '# c\nweb: ./run $PORT\nworker:  ./work\nrelease: ./migrate\n' }),
    {
      framework: 'procfile',
      install: [],
      build: null,
      release: './migrate',
      processes: { web: './run $PORT', worker: './work' },
    },
  ],
  ['a page', facts({ 'index.html': '' }), { framework: 'static', processes: {}, staticRoots: ['.'] }],
  ['a public folder', facts({ public: '' }), { framework: 'static', staticRoots: ['public'] }],
  [
    'Node without dependencies',
    facts({ 'package.json': manifest({ scripts: { start: 'node server.js' } }) }),
    { framework: 'node', install: [], processes: { web: 'node server.js' } },
  ],
  [
    'Node with a lockfile',
    facts({ 'package.json': manifest({ dependencies: { a: '1' }, main: 'a b.js' }), 'package-lock.json': '' }),
    { install: [`npm ci ${npmFlags}`], processes: { web: "node 'a b.js'" } },
  ],
  [
    'Node without a lockfile',
    facts({ 'package.json': manifest({ dependencies: { a: '1' } }), 'server.js': '' }),
    { install: [`npm install ${npmFlags}`], processes: { web: 'node server.js' } },
  ],
  [
    'Node with pnpm',
    facts({ 'package.json': manifest({ dependencies: { a: '1' }, scripts: { build: 'x', start: 'y' } }), 'pnpm-lock.yaml': '' }, [
      'pnpm',
    ]),
    { install: ['pnpm install --frozen-lockfile --prod=false'], build: 'pnpm run build' },
  ],
  [
    'Node with yarn but without its program',
    facts({ 'package.json': manifest({ dependencies: { a: '1' }, scripts: { start: 'y' } }), 'yarn.lock': '' }),
    { install: ['corepack yarn install --frozen-lockfile --production=false'] },
  ],
  [
    'a start script with hooks',
    facts({ 'package.json': manifest({ scripts: { start: 'node x', prestart: 'z' } }) }),
    { processes: { web: 'npm start' } },
  ],
  [
    'a frontend that is built',
    facts({
      'package.json': manifest({ scripts: { build: 'vite build' }, devDependencies: { vite: '8' } }),
      'package-lock.json': '',
      'index.html': '',
    }),
    { build: 'npm run build', processes: {}, staticRoots: ['dist', 'build', 'out', 'public', '_site', 'www', '.'] },
  ],
  [
    'Python with FastAPI',
    facts({ 'requirements.txt': '# web\nfastapi==1\nuvicorn[standard]>=0.30\n', 'main.py': '' }),
    {
      framework: 'python',
      install: ['python3 -m venv .venv', '.venv/bin/pip install --no-input --progress-bar off -r requirements.txt'],
      processes: { web: 'uvicorn main:app --host 127.0.0.1 --port $PORT' },
    },
  ],
  [
    'Python with gunicorn',
    facts({ 'requirements.txt': 'flask\ngunicorn\n', 'app.py': '' }),
    { processes: { web: 'gunicorn app:app --bind 127.0.0.1:$PORT' } },
  ],
  [
    'Python with nothing to install',
    facts({ 'requirements.txt': '# none\n', 'server.py': '' }),
    { install: [], processes: { web: 'python3 server.py' } },
  ],
  [
    'Python by pyproject.toml',
    facts({ 'pyproject.toml': '', Procfile: 'web: hello' }),
    {
      framework: 'python',
      install: ['python3 -m venv .venv', '.venv/bin/pip install --no-input --progress-bar off .'],
      processes: { web: 'hello' },
    },
  ],
  [
    'Go',
    facts({ 'go.mod': '', 'main.go': '' }, ['go']),
    { framework: 'go', build: 'go build -trimpath -o .northstack/app .', processes: { web: './.northstack/app' } },
  ],
  [
    'a Procfile over what the language suggests',
    facts({ 'package.json': manifest({ scripts: { start: 'a', build: 'b' } }), Procfile: 'web: c\nworker: d' }),
    { framework: 'node', build: 'npm run build', processes: { web: 'c', worker: 'd' } },
  ],
])('%s is recognised', (_, seen, recipe) => {
  expect(planRecipe(seen, none)).toMatchObject(recipe);
});

test('what the service says comes before everything', () => {
  const seen = facts({ 'package.json': manifest({ scripts: { start: 'a', build: 'b' } }), Procfile: 'web: c\nrelease: d' });
  expect(planRecipe(seen, { buildCommand: 'B', startCommand: 'S', releaseCommand: 'R' })).toMatchObject({
    build: 'B',
    release: 'R',
    processes: { web: 'S' },
  });
});

test('a start command makes any folder runnable', () => {
  expect(planRecipe(facts({ 'a.sh': '' }), { ...none, startCommand: 'sh a.sh' })).toMatchObject({
    framework: 'procfile',
    processes: { web: 'sh a.sh' },
  });
});

test.each<[string, SourceFacts, string]>([
  ['an empty folder', facts({}), 'The folder is empty'],
  ['unknown files', facts({ 'a.txt': '', 'b.txt': '' }), 'It holds: a.txt, b.txt'],
  ['a Dockerfile', facts({ Dockerfile: '' }), 'builds without Docker'],
  ['Go without its toolchain', facts({ 'go.mod': '' }), 'no `go` command'],
  ['a broken package.json', facts({ 'package.json': '{' }), 'not valid JSON'],
  ['a package.json that is a list', facts({ 'package.json': '[]' }), 'does not hold an object'],
])('%s is explained', (_, seen, text) => {
  expect(() => planRecipe(seen, none)).toThrow(NothingDetected);
  expect(() => planRecipe(seen, none)).toThrow(text);
});
