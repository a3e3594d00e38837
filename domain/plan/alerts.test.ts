import { describe, expect, test } from 'vitest';
import { type AlertFacts, type AlertRule, type AlertStep, type OpenAlert, planAlerts, windowMs } from './alerts.ts';

const MIN = 60_000;
const NOW = 1_000 * MIN;
const quiet: AlertFacts = {
  instanceId: 'i',
  name: 'shop/web in production',
  downSince: null,
  crashes: 0,
  failedDeployment: null,
  requests: 100,
  requestErrors: 0,
  latencyP90Ms: 10,
  cpuCores: 0.1,
  cpuLimitCores: 2,
  memoryMegabytes: 100,
  memoryLimitMegabytes: 400,
};
const rule = (condition: AlertRule['condition'], threshold: number | null = null, minutes = 5): AlertRule => ({
  condition,
  threshold,
  forMs: minutes * MIN,
});
const alert = (status: OpenAlert['status'], startedAt: number, clearedAt: number | null = null): OpenAlert => ({
  id: 'a',
  instanceId: 'i',
  status,
  startedAt,
  clearedAt,
});
const doing = (steps: readonly AlertStep[]) => steps.map((s) => s.do);

describe('every condition', () => {
  test.each<[AlertRule, Partial<AlertFacts>, string | null]>([
    [rule('service_down'), { downSince: NOW - MIN }, 'shop/web in production is down: no replica is healthy'],
    [rule('service_down'), {}, null],
    [rule('crash_loop', 3), { crashes: 3 }, 'shop/web in production crashed 3 times in 5 min'],
    [rule('crash_loop', 3), { crashes: 2 }, null],
    [
      rule('deployment_failed'),
      { failedDeployment: { revision: 4, step: 'verifying' } },
      'Deployment 4 of shop/web in production failed at verifying',
    ],
    [rule('deployment_failed'), {}, null],
    [rule('error_rate', 5), { requestErrors: 6 }, '6 % of the requests to shop/web in production fail'],
    [rule('error_rate', 5), { requestErrors: 5 }, null],
    [rule('error_rate', 5), { requests: 19, requestErrors: 19 }, null],
    [rule('latency_ms', 500), { latencyP90Ms: 501 }, 'A tenth of the requests to shop/web in production takes more than 501 ms'],
    [rule('latency_ms', 500), { latencyP90Ms: null }, null],
    [rule('cpu_cores', 1.5), { cpuCores: 1.6 }, 'shop/web in production uses 1.6 cores'],
    [rule('cpu_percent', 80), { cpuCores: 1.7 }, 'shop/web in production uses 85 % of its CPU limit'],
    [rule('cpu_percent', 80), { cpuCores: 9, cpuLimitCores: null }, null],
    [rule('memory_megabytes', 99), {}, 'shop/web in production uses 100 MB of memory'],
    [rule('memory_percent', 80), { memoryMegabytes: 400 }, 'shop/web in production uses 100 % of its memory limit'],
    [rule('memory_percent', 80), {}, null],
  ])('%o with %o: %s', (r, facts, summary) => {
    const [step] = planAlerts(r, [{ ...quiet, ...facts }], [], NOW).steps;
    expect(step?.do === 'open' ? step.reading.summary : null).toBe(summary);
  });
});

describe('in time', () => {
  const high = { ...quiet, cpuCores: 3 };
  const cpu = rule('cpu_cores', 2);

  test('it fires when it has held for as long as the rule asks, and not before', () => {
    expect(planAlerts(cpu, [high], [], NOW)).toMatchObject({ steps: [{ do: 'open', startedAt: NOW }], nextAt: NOW + 5 * MIN });
    expect(planAlerts(cpu, [high], [alert('pending', NOW)], NOW + 5 * MIN - 1)).toEqual({ steps: [], nextAt: NOW + 5 * MIN });
    expect(doing(planAlerts(cpu, [high], [alert('pending', NOW)], NOW + 5 * MIN).steps)).toEqual(['fire']);
  });

  test('while it fires it does not fire again', () => {
    expect(planAlerts(cpu, [high], [alert('firing', NOW)], NOW + 60 * MIN)).toEqual({ steps: [], nextAt: null });
  });

  test('what passes before it fires leaves nothing', () => {
    expect(doing(planAlerts(cpu, [quiet], [alert('pending', NOW)], NOW + MIN).steps)).toEqual(['drop']);
  });

  test('what goes up and down rings once', () => {
    expect(planAlerts(cpu, [quiet], [alert('firing', NOW)], NOW)).toMatchObject({
      steps: [{ do: 'clear' }],
      nextAt: NOW + 5 * MIN,
    });
    expect(planAlerts(cpu, [quiet], [alert('firing', 0, NOW)], NOW + 5 * MIN - 1).steps).toEqual([]);
    expect(doing(planAlerts(cpu, [high], [alert('firing', 0, NOW)], NOW + MIN).steps)).toEqual(['unclear']);
    expect(doing(planAlerts(cpu, [quiet], [alert('firing', 0, NOW)], NOW + 5 * MIN).steps)).toEqual(['resolve']);
  });

  test('a service is down since it went down, not since we looked', () => {
    const down = { ...quiet, downSince: NOW - 4 * MIN };
    expect(planAlerts(rule('service_down'), [down], [], NOW)).toMatchObject({
      steps: [{ do: 'open', startedAt: NOW - 4 * MIN }],
      nextAt: NOW + MIN,
    });
  });

  test('crashes, errors and failed deployments fire at once: their time is the one they are counted in', () => {
    const failed = { ...quiet, failedDeployment: { revision: 1, step: null } };
    expect(planAlerts(rule('deployment_failed'), [failed], [], NOW).nextAt).toBe(NOW);
    expect(doing(planAlerts(rule('deployment_failed'), [failed], [alert('pending', NOW)], NOW).steps)).toEqual(['fire']);
    expect(doing(planAlerts(rule('deployment_failed'), [quiet], [alert('firing', NOW)], NOW).steps)).toEqual(['resolve']);
    expect([windowMs(rule('crash_loop', 3, 10)), windowMs(rule('cpu_cores', 1, 10))]).toEqual([10 * MIN, MIN]);
  });

  test('a rule that is switched off and an instance that is gone end what is open', () => {
    expect(doing(planAlerts(null, [high], [alert('firing', 0)], NOW).steps)).toEqual(['resolve']);
    expect(doing(planAlerts(cpu, [], [alert('firing', 0)], NOW).steps)).toEqual(['resolve']);
    expect(doing(planAlerts(cpu, [], [alert('pending', 0)], NOW).steps)).toEqual(['drop']);
  });
});
