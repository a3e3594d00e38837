/** Compares what was seen of an organization's services with its alert rules: opens, fires and ends alerts. */
import { type AlertFacts, type AlertRule, type AlertStep, type OpenAlert, planAlerts, windowMs } from '../domain/plan/alerts.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  AlertFactsDocument,
  type AlertFactsQuery,
  AlertRulesToReconcileDocument,
  type AlertRulesToReconcileQuery,
  ChangeAlertDocument,
  DropAlertDocument,
  OpenAlertDocument,
  OrganizationsWithAlertsDocument,
} from '../sdk/generated.ts';
import { millis, type Reconcile, type ReconcileDeps, timestamp } from './deps.ts';

type RuleRow = AlertRulesToReconcileQuery['alert_rules'][number];
type InstanceRow = AlertFactsQuery['service_instances'][number];

/** Each minute, and when something happened: wakes the organizations that have rules. */
export async function checkAlerts({ graphql, wake }: ReconcileDeps): Promise<void> {
  const { alert_rules: rules } = await graphql.request(OrganizationsWithAlertsDocument, {}, { idempotent: true });
  for (const { organization_id: id } of rules) wake({ kind: 'alerts', id });
}

export const reconcileAlerts: Reconcile = async (deps, organizationId) => {
  const { graphql, now } = deps;
  const { alert_rules: rows } = await graphql.request(AlertRulesToReconcileDocument, { organizationId }, { idempotent: true });
  // Rules that look at the same stretch of time share one question.
  const facts = new Map<number, Promise<AlertFactsQuery>>();
  const factsOf = (window: number): Promise<AlertFactsQuery> => {
    const variables = { organizationId, since: timestamp(now() - window) };
    const asked = facts.get(window) ?? graphql.request(AlertFactsDocument, variables, { idempotent: true });
    facts.set(window, asked);
    return asked;
  };
  let nextAt = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const rule: AlertRule = { condition: row.condition, threshold: row.threshold, forMs: row.for_minutes * 60_000 };
    const seen = seenBy(row, await factsOf(windowMs(rule)));
    const open = row.alerts.flatMap(openAlert);
    const plan = planAlerts(row.is_enabled ? rule : null, seen, open, now());
    for (const step of plan.steps) await carryOut(deps, row, step);
    nextAt = Math.min(nextAt, plan.nextAt ?? nextAt);
  }
  return Number.isFinite(nextAt) ? { requeueAfterMs: Math.max(50, nextAt - now()) } : {};
};

function seenBy(rule: RuleRow, { service_instances: instances, domain_events: crashes }: AlertFactsQuery): readonly AlertFacts[] {
  return instances
    .filter((i) => (rule.project_id ?? i.project_id) === i.project_id && (rule.service_id ?? i.service_id) === i.service_id)
    .map((i) => factsOf(i, crashes.filter((c) => c.subject_id === i.id).length));
}

function factsOf(instance: InstanceRow, crashes: number): AlertFacts {
  const { service, project, environment, deployments, desired_state, current_deployment_id, ready_replicas } = instance;
  const { avg, sum, max } = instance.metrics_aggregate.aggregate ?? {};
  const [config] = service.configs;
  const [newest] = deployments;
  // Before its first deployment serves there is nothing that could be down.
  const isDown = desired_state === 'running' && current_deployment_id !== null && ready_replicas === 0;
  const replicas = Math.max(1, max?.replicas ?? 1);
  const cpuLimit = config?.cpu_limit_millicores ?? null;
  const memoryLimit = config?.memory_limit_megabytes ?? null;
  const memory = numberOf(avg?.memory_bytes);
  return {
    instanceId: instance.id,
    name: `${project.slug}/${service.slug} in ${environment.slug}`,
    downSince: isDown ? millis(instance.status_changed_at) : null,
    crashes,
    failedDeployment: newest?.status === 'failed' ? { revision: newest.revision, step: newest.failure_step } : null,
    requests: numberOf(sum?.requests) ?? 0,
    requestErrors: numberOf(sum?.request_errors) ?? 0,
    latencyP90Ms: numberOf(avg?.latency_p90_ms),
    cpuCores: numberOf(avg?.cpu_cores),
    // Limits are each replica's, measurements those of all together.
    cpuLimitCores: cpuLimit === null ? null : (cpuLimit / 1000) * replicas,
    memoryMegabytes: memory === null ? null : memory / (1024 * 1024),
    memoryLimitMegabytes: memoryLimit === null ? null : memoryLimit * replicas,
  };
}

/** Aggregates may come as text, so that no digit is lost. */
const numberOf = (value: number | string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

const openAlert = ({ id, status, service_instance_id, started_at, cleared_at }: RuleRow['alerts'][number]): OpenAlert[] =>
  status === 'resolved'
    ? []
    : [{ id, status, instanceId: service_instance_id, startedAt: Date.parse(started_at), clearedAt: millis(cleared_at) }];

async function carryOut({ graphql, now }: ReconcileDeps, rule: RuleRow, step: AlertStep): Promise<void> {
  const at = timestamp(now());
  switch (step.do) {
    case 'open': {
      const { summary, measured } = step.reading;
      const alert = {
        rule_id: rule.id,
        service_instance_id: step.instanceId,
        severity: rule.severity,
        status: 'pending',
        started_at: timestamp(step.startedAt),
        summary,
        measured,
      } as const;
      await graphql.request(OpenAlertDocument, { alert }).catch(unlessTaken);
      return;
    }
    case 'fire': {
      const { summary, measured } = step.reading;
      const set = { status: 'firing', fired_at: at, summary, measured } as const;
      await graphql.request(ChangeAlertDocument, { id: step.id, from: 'pending', set }, { idempotent: true });
      return;
    }
    case 'clear':
    case 'unclear': {
      const set = { cleared_at: step.do === 'clear' ? at : null };
      await graphql.request(ChangeAlertDocument, { id: step.id, from: 'firing', set }, { idempotent: true });
      return;
    }
    case 'resolve': {
      const set = { status: 'resolved', resolved_at: at } as const;
      await graphql.request(ChangeAlertDocument, { id: step.id, from: 'firing', set }, { idempotent: true });
      return;
    }
    case 'drop':
      await graphql.request(DropAlertDocument, { id: step.id }, { idempotent: true });
  }
}

/** Somebody else opened the same, or its instance is gone: then there is nothing to do. */
function unlessTaken(error: unknown): void {
  if (!(error instanceof GraphqlError && error.code === 'constraint-violation')) throw error;
}
