/** How many replicas of an instance shall run, in numbers and for people. */
import type { InstanceStateFragment } from '../../sdk/generated.ts';

type Instance = Pick<InstanceStateFragment, 'desired_state' | 'desired_replicas' | 'max_replicas' | 'scaled_replicas'>;

export function wantedReplicas({ desired_state, desired_replicas: least, max_replicas }: Instance): {
  readonly least: number;
  readonly most: number;
} {
  return desired_state === 'running' ? { least, most: max_replicas ?? least } : { least: 0, most: 0 };
}

/** `3`; where their number follows the load, what that asks for and its range: `4 (2..10)`. */
export function wantedText(instance: Instance): string {
  const { least, most } = wantedReplicas(instance);
  if (instance.max_replicas === null || most === 0) return String(least);
  return `${instance.scaled_replicas ?? least} (${least}..${most})`;
}
