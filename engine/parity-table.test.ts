import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const cases = readdirSync(join(import.meta.dirname, '../test/parity/cases')).map((name) => name.replace('.yaml', ''));
const rows = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [^-|]+\| (done|partly|not) \|/.test(line))
  .map((line) => {
    const [feature = '', state = '', evidence = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return {
      feature,
      state,
      evidence: evidence
        .split(',')
        .map((e) => e.trim())
        .filter(Boolean),
    };
  });

test('what is called done has parity cases, what is not there has none', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const { feature, state, evidence } of rows) {
    expect(evidence.length > 0, feature).toBe(state !== 'not');
    for (const name of evidence) expect(cases, feature).toContain(name);
  }
});

test('every parity file is evidence of a feature', () => {
  const named = new Set(rows.flatMap((row) => row.evidence));
  expect(cases.filter((name) => !named.has(name))).toEqual([]);
});

const report = join(import.meta.dirname, '../conformance-report.json');

test.skipIf(!existsSync(report))('nothing that is called done fails in the conformance report beyond what cannot pass', () => {
  const { groups } = JSON.parse(readFileSync(report, 'utf8')) as {
    groups: { group: string; cases: { name: string; result: string }[] }[];
  };
  const impossible = readFileSync(join(import.meta.dirname, '../test/conformance/main.ts'), 'utf8');
  const failed = groups.flatMap((g) => g.cases.filter((c) => c.result === 'failed').map((c) => `${g.group}/${c.name}`));
  expect(failed.filter((name) => !impossible.includes(`'${name}'`))).toEqual([]);
});
