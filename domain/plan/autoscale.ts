/**
 * How many replicas a load asks for. The formula, its tolerance and its patience are those of Kubernetes' HorizontalPodAutoscaler, so that a service behaves
 * alike wherever it runs. Source: kubernetes.io, "Horizontal Pod Autoscaling", algorithm details and default behavior.
 */

export interface ScaleRange {
  readonly least: number;
  readonly most: number;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

/** Means over the replicas that run, in percent of what one requests; null: not known. */
export interface Usage {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

/** What was asked for, and when in milliseconds since the epoch. */
export interface Recommendation {
  readonly at: number;
  readonly replicas: number;
}

export interface ScalePlan {
  readonly replicas: number;
  /** For people; null when the number stays. */
  readonly reason: string | null;
  /** To be remembered for the next time. */
  readonly recent: readonly Recommendation[];
}

/** A load that is this near to its target changes nothing. */
const TOLERANCE = 0.1;

/** `recent`: what was asked for lately. The number falls to the most that was asked for within `patienceMs`, and doubles at most, from four upwards. */
export function planScale(
  range: ScaleRange,
  seen: { readonly replicas: number; readonly usage: Usage },
  recent: readonly Recommendation[],
  now: number,
  patienceMs: number,
): ScalePlan {
  const { replicas: current, usage } = seen;
  const wishes = [
    wishFor('CPU', usage.cpuPercent, range.cpuPercent, current),
    wishFor('memory', usage.memoryPercent, range.memoryPercent, current),
  ].filter((wish) => wish !== null);
  const highest = wishes.reduce<Wish | null>(
    (best, wish) => (best !== null && best.replicas >= wish.replicas ? best : wish),
    null,
  );
  const wanted = within(range, highest?.replicas ?? current);
  const kept = recent.filter(({ at }) => at > now - patienceMs);
  // Whoever looks for the first time does not know what was asked for just before.
  const known = kept.length === 0 && recent.length === 0 ? [{ at: now, replicas: within(range, current) }] : kept;
  const remembered = [...known, { at: now, replicas: wanted }];
  const patient = Math.max(...remembered.map((r) => r.replicas));
  const target = wanted > current ? Math.min(wanted, Math.max(2 * current, current + 4)) : Math.min(current, patient);
  const replicas = within(range, target);
  return { replicas, reason: replicas === current ? null : (highest?.text ?? 'The range was changed.'), recent: remembered };
}

interface Wish {
  readonly replicas: number;
  readonly text: string;
}

function wishFor(what: string, used: number | null, target: number | null, current: number): Wish | null {
  if (used === null || target === null) return null;
  const ratio = used / target;
  const replicas = Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(current * ratio - 1e-9);
  return { replicas, text: `They used ${Math.round(used)} % of the ${what} that they request; the target is ${target} %.` };
}

const within = ({ least, most }: ScaleRange, replicas: number): number => Math.min(most, Math.max(least, replicas));
