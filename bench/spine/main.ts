/**
 * The figures of the whole road, on a real `./northstack up` in a temporary directory: time to ready, mutation to first answer of the app,
 * commit to subscriber, memory at rest. Printed beside their goals; nothing is asserted.
 *
 *   npm run bench:spine
 */
import { cpus } from 'node:os';
import { site } from '../../test/e2e/support/northstack.ts';
import { createTenant, signIn } from '../../test/e2e/support/tenant.ts';
import { commitToSubscriber } from './commit-to-subscriber.ts';
import { median, percentile } from './figures.ts';
import { memoryAtRest } from './memory.ts';
import { mutationToAnswer } from './mutation-to-answer.ts';

const rows: { figure: string; measured: string; goal: string }[] = [];
const ms = (value: number) => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);

const firstStarts: number[] = [];
const laterStarts: number[] = [];
for (let round = 0; round < 3; round += 1) {
  await using at = await site();
  for (const times of [firstStarts, laterStarts, laterStarts]) {
    const startedAt = performance.now();
    const northstack = await at.up();
    times.push(performance.now() - startedAt);
    await northstack.end('SIGINT');
  }
}
rows.push({ figure: 'up to ready, first start', measured: ms(median(firstStarts)), goal: '10 s' });
rows.push({ figure: 'up to ready, later starts', measured: ms(median(laterStarts)), goal: '4 s' });

{
  await using at = await site();
  const northstack = await at.up();
  const memory = await memoryAtRest(at.data);
  const member = await createTenant(northstack, 'bench');
  const developer = await signIn(northstack, member);

  const deploys = await mutationToAnswer(northstack, developer, 12);
  const worst = Math.max(...deploys);
  rows.push({
    figure: 'deploy without a build step: mutation to first 200 (12 deploys)',
    measured: `median ${ms(median(deploys))}, worst ${ms(worst)}`,
    goal: '2 s',
  });

  const latencies = await commitToSubscriber(at.data, northstack, developer, 300);
  rows.push({
    figure: 'status committed to received (300 changes, 20 a second)',
    measured: `p50 ${ms(percentile(latencies, 50))}, p95 ${ms(percentile(latencies, 95))}, p99 ${ms(percentile(latencies, 99))}`,
    goal: 'p95 50 ms',
  });

  for (const [name, { resident, proportional }] of Object.entries(memory.parts)) {
    rows.push({
      figure: `memory at rest: ${name}`,
      measured: `${resident} MB resident, ${proportional} MB proportional`,
      goal: '',
    });
  }
  const { resident, proportional } = memory.total;
  rows.push({
    figure: 'memory at rest: everything (shared pages counted once)',
    measured: `${proportional} MB (${resident} MB when they are counted for each process)`,
    goal: '250 MB',
  });
}

console.log(`\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}\n`);
console.table(Object.fromEntries(rows.map(({ figure, ...rest }) => [figure, rest])));
