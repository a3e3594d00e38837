/**
 * When an alert opens, fires and is over. A condition must hold for as long as the rule asks before it fires, and must have passed for a
 * while before it is over, so that what goes up and down does not ring each time. Pure.
 */

export interface AlertRule {
  readonly condition: AlertCondition;
  readonly threshold: number | null;
  readonly forMs: number;
}

export type AlertCondition =
  | 'service_down'
  | 'crash_loop'
  | 'deployment_failed'
  | 'error_rate'
  | 'latency_ms'
  | 'cpu_cores'
  | 'cpu_percent'
  | 'memory_megabytes'
  | 'memory_percent';

/** What was seen of one service instance, in the time that the rule looks at. */
export interface AlertFacts {
  readonly instanceId: string;
  /** For people: `shop/web in production`. */
  readonly name: string;
  /** It should run and nothing of it is healthy. */
  readonly downSince: number | null;
  readonly crashes: number;
  /** The newest deployment that came to an end failed: its revision and step. */
  readonly failedDeployment: { readonly revision: number; readonly step: string | null } | null;
  readonly requests: number;
  readonly requestErrors: number;
  readonly latencyP90Ms: number | null;
  readonly cpuCores: number | null;
  readonly cpuLimitCores: number | null;
  readonly memoryMegabytes: number | null;
  readonly memoryLimitMegabytes: number | null;
}

export interface OpenAlert {
  readonly id: string;
  readonly instanceId: string;
  readonly status: 'pending' | 'firing';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly clearedAt: number | null;
}

export type AlertStep =
  | { readonly do: 'open'; readonly instanceId: string; readonly startedAt: number; readonly reading: Reading }
  | { readonly do: 'fire'; readonly id: string; readonly reading: Reading }
  /** The condition passed; not over yet. */
  | { readonly do: 'clear'; readonly id: string }
  /** It holds again. */
  | { readonly do: 'unclear'; readonly id: string }
  | { readonly do: 'resolve'; readonly id: string }
  | { readonly do: 'drop'; readonly id: string };

export interface Reading {
  readonly summary: string;
  readonly measured: number | null;
}

export interface AlertPlan {
  readonly steps: readonly AlertStep[];
  /** When something is due next, without anything else happening; null: nothing is. */
  readonly nextAt: number | null;
}

/** The facts of the last minute say how it is now; crashes and errors are counted over the whole time of the rule. */
export const windowMs = ({ condition, forMs }: AlertRule): number =>
  condition === 'crash_loop' || condition === 'error_rate' ? Math.max(60_000, forMs) : 60_000;

/** `rule` null: it is switched off, and what it found is over. */
export function planAlerts(
  rule: AlertRule | null,
  facts: readonly AlertFacts[],
  open: readonly OpenAlert[],
  now: number,
): AlertPlan {
  const steps: AlertStep[] = [];
  const due: number[] = [];
  const seen = new Map(facts.map((f) => [f.instanceId, f]));
  const openBy = new Map(open.map((alert) => [alert.instanceId, alert]));
  const holdsFor = rule === null || countsOver(rule) ? 0 : rule.forMs;
  for (const alert of open) {
    const reading = rule === null ? null : readingOf(rule, seen.get(alert.instanceId));
    if (reading === null) {
      const clearedAt = alert.clearedAt ?? now;
      const overAt = rule === null || !seen.has(alert.instanceId) ? now : clearedAt + clearMs(rule);
      if (alert.status === 'pending') steps.push({ do: 'drop', id: alert.id });
      else if (now >= overAt) steps.push({ do: 'resolve', id: alert.id });
      else {
        due.push(overAt);
        if (alert.clearedAt === null) steps.push({ do: 'clear', id: alert.id });
      }
    } else if (alert.status === 'pending') {
      if (now - alert.startedAt >= holdsFor) steps.push({ do: 'fire', id: alert.id, reading });
      else due.push(alert.startedAt + holdsFor);
    } else if (alert.clearedAt !== null) steps.push({ do: 'unclear', id: alert.id });
  }
  if (rule === null) return { steps, nextAt: null };
  for (const fact of facts) {
    const reading = readingOf(rule, fact);
    if (reading === null || openBy.has(fact.instanceId)) continue;
    const startedAt = rule.condition === 'service_down' ? (fact.downSince ?? now) : now;
    steps.push({ do: 'open', instanceId: fact.instanceId, startedAt, reading });
    due.push(startedAt + holdsFor);
  }
  return { steps, nextAt: due.length > 0 ? Math.min(...due) : null };
}

/** Its time is the one it counts in, or it is a fact and no measurement: then it fires at once. */
const countsOver = ({ condition }: AlertRule): boolean =>
  condition === 'crash_loop' || condition === 'error_rate' || condition === 'deployment_failed';

/** A later deployment that serves ends a failed one at once; what is measured must stay away for as long as it had to stay, within bounds. */
const clearMs = ({ condition, forMs }: AlertRule): number =>
  condition === 'deployment_failed' ? 0 : Math.min(300_000, Math.max(60_000, forMs));

const MIN_REQUESTS = 20;

/** null: the condition does not hold, or nothing is known. */
function readingOf(rule: AlertRule, facts: AlertFacts | undefined): Reading | null {
  if (facts === undefined) return null;
  const { name } = facts;
  const threshold = rule.threshold ?? 0;
  const over = (measured: number | null, text: (value: string) => string): Reading | null =>
    measured !== null && measured > threshold ? { summary: text(round(measured)), measured } : null;
  switch (rule.condition) {
    case 'service_down':
      return facts.downSince === null ? null : { summary: `${name} is down: no replica is healthy`, measured: null };
    case 'crash_loop':
      return facts.crashes < threshold
        ? null
        : {
            summary: `${name} crashed ${facts.crashes} times in ${Math.round(windowMs(rule) / 60_000)} min`,
            measured: facts.crashes,
          };
    case 'deployment_failed': {
      const failed = facts.failedDeployment;
      if (failed === null) return null;
      const at = failed.step === null ? '' : ` at ${failed.step}`;
      return { summary: `Deployment ${failed.revision} of ${name} failed${at}`, measured: null };
    }
    case 'error_rate':
      return facts.requests < MIN_REQUESTS
        ? null
        : over((facts.requestErrors / facts.requests) * 100, (v) => `${v} % of the requests to ${name} fail`);
    case 'latency_ms':
      return over(facts.latencyP90Ms, (v) => `A tenth of the requests to ${name} takes more than ${v} ms`);
    case 'cpu_cores':
      return over(facts.cpuCores, (v) => `${name} uses ${v} cores`);
    case 'cpu_percent':
      return over(share(facts.cpuCores, facts.cpuLimitCores), (v) => `${name} uses ${v} % of its CPU limit`);
    case 'memory_megabytes':
      return over(facts.memoryMegabytes, (v) => `${name} uses ${v} MB of memory`);
    case 'memory_percent':
      return over(share(facts.memoryMegabytes, facts.memoryLimitMegabytes), (v) => `${name} uses ${v} % of its memory limit`);
  }
}

const share = (used: number | null, limit: number | null): number | null =>
  used === null || limit === null || limit <= 0 ? null : (used / limit) * 100;

const round = (value: number): string => String(Number(value.toPrecision(3)));
