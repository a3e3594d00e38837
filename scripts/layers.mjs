// Runs dependency-cruiser and fails as well when it saw fewer modules than the repository has: a parser that sees nothing
// finds no violation either (dependency-cruiser 17 under TypeScript 7 exits 0 on an empty graph).
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const rooms = ['kit', 'domain', 'engine', 'adapters', 'reconcile', 'actions', 'events', 'webhooks', 'sdk', 'server', 'cli'];
const tracked = execFileSync(
  'git',
  [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...rooms.map((r) => `${r}/**/*.ts`),
    ...rooms.map((r) => `${r}/*.ts`),
  ],
  { encoding: 'utf8' },
);
const expected = new Set(tracked.split('\n').filter((f) => f && existsSync(f)));
const present = rooms.filter((r) => [...expected].some((f) => f.startsWith(`${r}/`)));
let out;
try {
  out = execFileSync(
    'node_modules/.bin/depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...present],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
} catch (error) {
  out = error.stdout;
  if (!out) throw error;
}
const report = JSON.parse(out);
const seen = new Set(report.modules.map((m) => m.source));
const unseen = [...expected].filter((f) => !seen.has(f));
for (const v of report.summary.violations) console.error(`${v.rule.severity} ${v.rule.name}: ${v.from} → ${v.to}`);
if (unseen.length > 0) console.error(`dependency-cruiser did not see: ${unseen.join(', ')}`);
console.log(`layers: ${seen.size} modules seen, ${expected.size} of ours, ${report.summary.violations.length} violations`);
process.exit(report.summary.violations.some((v) => v.rule.severity === 'error') || unseen.length > 0 ? 1 : 0);
