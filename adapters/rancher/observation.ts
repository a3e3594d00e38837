/** What the adapter tells of itself. */
export type RancherObservation =
  /** A word of Rancher's that we do not know; told once for each. What it is about counts as `unknown`. */
  { readonly kind: 'unknown-state'; readonly what: 'condition' | 'machine'; readonly value: string };

/** Tells each word once. */
export function tellOnce(observe: (observation: RancherObservation) => void): (observation: RancherObservation) => void {
  const told = new Set<string>();
  return (observation) => {
    const key = `${observation.what} ${observation.value}`;
    if (told.has(key)) return;
    told.add(key);
    observe(observation);
  };
}
