/** What keeps a service from being ready, in the order in which one would look into it. Pure. */
import type { PolicyViolation } from '../ports/policy-engine.ts';
import type { DeploymentStatus } from '../states/deployment.ts';
import type { DomainStatus } from '../states/service-domain.ts';
import type { InstanceStatus } from './rollout.ts';

export interface ReadinessFacts {
  readonly status: InstanceStatus;
  readonly statusReason: string | null;
  readonly desiredState: 'running' | 'stopped';
  readonly desiredReplicas: number;
  readonly readyReplicas: number;
  readonly observedAt: number | null;
  readonly newest: {
    readonly revision: number;
    readonly status: DeploymentStatus;
    readonly failureStep: string | null;
    readonly failureReason: string | null;
    readonly buildStep: string | null;
    /** It is not settled yet which image this name means. */
    readonly unknownImage: string | null;
    /** The rules it broke, when the policy did not let it start. */
    readonly violations: readonly PolicyViolation[];
  } | null;
  /** Domains of the team's own. */
  readonly domains: readonly {
    readonly hostname: string;
    readonly status: DomainStatus;
    readonly reason: string | null;
    /** What DNS lacks for visitors to come here. */
    readonly dnsReason: string | null;
  }[];
}

export interface ReadinessCause {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** No report for this long means that nobody knows. */
const SILENT_MS = 3 * 60_000;

export interface Readiness {
  readonly ready: boolean;
  /** One sentence. */
  readonly summary: string;
  /** What keeps it from being ready comes first, then what keeps its newest deployment from serving, then its domains. */
  readonly causes: readonly ReadinessCause[];
}

export function explainReadiness(facts: ReadinessFacts | null, now: number): Readiness {
  const instance =
    facts === null
      ? [cause('never-deployed', 'It was never deployed here.', 'Deploy it with deployService.')]
      : aboutInstance(facts, now);
  const deployment = facts === null ? [] : aboutDeployment(facts);
  const domains = (facts?.domains ?? []).flatMap(aboutDomain);
  const ready = instance.length === 0;
  const summary = ready ? ['It is ready.', ...texts([...deployment, ...domains])].join(' ') : texts(instance).join(' ');
  return { ready, summary, causes: [...instance, ...deployment, ...domains] };
}

function aboutInstance(facts: ReadinessFacts, now: number): readonly ReadinessCause[] {
  // What was never started is not stopped because somebody asked for it.
  const isFirst = facts.status === 'stopped' && facts.newest?.revision === 1;
  if (facts.desiredState === 'stopped' && !isFirst)
    return [cause('stopped', 'It is stopped because somebody asked for it.', 'Start it with startService.')];
  if (facts.observedAt !== null && now - facts.observedAt > SILENT_MS)
    return [
      cause(
        'not-heard-of',
        'Nothing was heard of it for some minutes.',
        'Ask a platform administrator whether the runtime runs.',
      ),
    ];
  const because = facts.statusReason ? ` ${facts.statusReason}` : '';
  switch (facts.status) {
    case 'running':
      return facts.readyReplicas < facts.desiredReplicas
        ? [
            cause(
              'replicas-missing',
              `${facts.readyReplicas} of ${facts.desiredReplicas} replicas are ready.`,
              'Wait for the others, or look at the logs.',
            ),
          ]
        : [];
    case 'degraded':
      return [
        cause(
          'degraded',
          `${facts.readyReplicas} of ${facts.desiredReplicas} replicas are healthy.${because}`,
          'Look at the logs of the replicas that fail.',
        ),
      ];
    case 'crashed':
      return [cause('crashed', `It does not run.${because}`, 'Look at the last log lines, then deploy a fix or roll back.')];
    case 'starting':
      return [cause('starting', 'It is starting.', 'Wait until it is healthy.')];
    case 'stopping':
      return [cause('stopping', 'It is stopping.', 'Wait, then start it with startService.')];
    case 'stopped':
      return [cause('not-running', 'Nothing runs here yet.', 'Wait for its deployment, or deploy it.')];
    case 'unknown':
      return [
        cause(
          'not-heard-of',
          'Nothing was heard of it for some minutes.',
          'Ask a platform administrator whether the runtime runs.',
        ),
      ];
  }
}

function aboutDeployment({ newest }: ReadinessFacts): readonly ReadinessCause[] {
  if (newest === null) return [];
  const name = `Deployment ${newest.revision}`;
  switch (newest.status) {
    case 'failed':
      if (newest.violations.length > 0)
        return newest.violations.map((v) =>
          cause('policy-denied', `The policy denied deployment ${newest.revision}: ${v.message}`, v.hint),
        );
      return [
        cause(
          'deployment-failed',
          `${name} failed while ${newest.failureStep ?? 'it was under way'}: ${newest.failureReason ?? 'no reason is known.'}`,
          'Fix it and deploy again. What served before still serves.',
        ),
      ];
    case 'pending_approval':
      return [cause('approval-needed', `${name} waits for an approval.`, 'Ask a team lead to approve it.')];
    case 'queued':
      return newest.unknownImage === null
        ? [cause('queued', `${name} waits for its turn.`, 'Wait, or cancel the deployment before it.')]
        : [
            cause(
              'image-unknown',
              `${name} waits for its turn, or for the registry to say which image ${newest.unknownImage} is.`,
              'Wait; if it stays so, check the name and whether the registry can be reached from this installation.',
            ),
          ];
    case 'building':
      return [
        cause(
          'building',
          `${name} is being built${newest.buildStep ? ` (${newest.buildStep})` : ''}.`,
          'Follow the log of its build.',
        ),
      ];
    case 'scanning':
      return [cause('scanning', `${name} is being checked for vulnerabilities and against the policy.`, 'Wait for the result.')];
    case 'deploying':
    case 'verifying':
      return [cause('verifying', `${name} was started and is not healthy yet.`, 'Wait, or look at its log.')];
    case 'cancelling':
      return [cause('cancelling', `${name} is being cancelled.`, 'Wait until it has stopped.')];
    case 'running':
    case 'superseded':
    case 'rolled_back':
    case 'cancelled':
    case 'rejected':
      return [];
  }
}

/** It may be ready all the same: it answers to its other names. */
function aboutDomain({ hostname, status, reason, dnsReason }: ReadinessFacts['domains'][number]): readonly ReadinessCause[] {
  const because = reason === null ? '.' : `: ${reason}`;
  const elsewhere =
    dnsReason === null
      ? []
      : [
          cause(
            'domain-elsewhere',
            dnsReason,
            `Set it where ${hostname} is managed, unless what stands there leads visitors here.`,
          ),
        ];
  switch (status) {
    case 'pending_dns':
      return [
        cause(
          'domain-not-proven',
          `The domain ${hostname} waits for the proof that it is yours${because}`,
          'Set that record where it is managed; checkDomain looks at once.',
        ),
      ];
    case 'issuing':
      return [
        cause('domain-issuing', `The domain ${hostname} is being set up${because}`, 'Wait until its certificate is there.'),
        ...elsewhere,
      ];
    case 'failed':
      return [
        cause(
          'domain-failed',
          `The domain ${hostname} cannot be served${because}`,
          'Put right what the reason names, then look with checkDomain.',
        ),
        ...elsewhere,
      ];
    case 'active':
      return elsewhere;
  }
}

const cause = (code: string, message: string, hint: string): ReadinessCause => ({ code, message, hint });

const texts = (causes: readonly ReadinessCause[]): readonly string[] => causes.map((c) => c.message);
