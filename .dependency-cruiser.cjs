// The layers of docs/architecture.md, proved on every check. Tests may import test/support and whatever they test.
const notTest = { pathNot: ['\\.test\\.ts$', '/emulators/'] };
const only = (room, allowed) => ({
  name: `${room}-imports-only-its-own`,
  severity: 'error',
  from: { path: `^${room}/`, ...notTest },
  to: {
    path: '^(kit|domain|engine|adapters|reconcile|actions|events|webhooks|sdk|server|cli|dashboard|test|bench|scripts)/',
    pathNot: [`^${room}/`, ...allowed.map((a) => `^${a}/`)],
  },
});
const engineStages = ['database', 'catalog', 'metadata', 'model', 'schema', 'plan', 'sql', 'webhook', 'actions', 'execute'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    only('kit', []),
    only('sdk', []),
    only('domain', ['kit']),
    only('engine', ['kit']),
    only('adapters', ['domain', 'kit']),
    only('reconcile', ['domain', 'sdk', 'kit']),
    only('actions', ['domain', 'sdk', 'kit']),
    only('events', ['domain', 'sdk', 'kit', 'reconcile']),
    only('webhooks', ['domain', 'sdk', 'kit']),
    only('server', ['kit', 'domain', 'engine', 'adapters', 'reconcile', 'actions', 'events', 'webhooks', 'sdk']),
    only('cli', ['server', 'sdk', 'domain', 'kit']),
    { name: 'domain-is-pure', severity: 'error', from: { path: '^domain/', ...notTest }, to: { dependencyTypes: ['core'] } },
    {
      name: 'domain-uses-zod-only',
      severity: 'error',
      from: { path: '^domain/', ...notTest },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'], pathNot: 'node_modules/zod/' },
    },
    {
      // What several of them stand on is a room of its own.
      name: 'no-sibling-adapters',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/', ...notTest },
      to: {
        path: '^adapters/[^/]+/',
        pathNot: ['^adapters/$1/', '^adapters/(http|registry|sql)/', '^adapters/kubernetes/(client|manifests|registered)/'],
      },
    },
    {
      name: 'no-pg-or-express-in-handlers',
      severity: 'error',
      from: { path: '^(actions|events|webhooks|reconcile)/', ...notTest },
      to: { path: 'node_modules/(pg|express)/' },
    },
    {
      name: 'engine-has-one-door',
      severity: 'error',
      from: { path: '^(server|cli|adapters|reconcile|actions|events|webhooks)/', ...notTest },
      to: { path: '^engine/', pathNot: '^engine/index\\.ts$' },
    },
    // A stage may import only earlier ones.
    ...engineStages.map((stage, i) => ({
      name: `engine-${stage}-imports-earlier-stages`,
      severity: 'error',
      from: { path: `^engine/${stage}/`, ...notTest },
      to: { path: '^engine/[^/]+/', pathNot: engineStages.slice(0, i + 1).map((s) => `^engine/${s}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
