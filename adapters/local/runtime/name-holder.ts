/** Who has which name: a domain of one workload is never another one's, however it came to be wanted twice. */
import { Fault } from '../../../kit/fault.ts';

interface Names {
  readonly hostnames: readonly string[];
  readonly domains: readonly string[];
}

export interface NameHolder {
  /** In place of those that it had. @throws Fault retry `domain-in-use`, and it keeps what it had: the other one may be about to give it up */
  claim(instanceId: string, names: Names): void;
  release(instanceId: string): void;
}

export function nameHolder(held: readonly (Names & { readonly instanceId: string })[]): NameHolder {
  const holders = new Map<string, Names>(held.map((record) => [record.instanceId, record]));
  return {
    claim: (instanceId, names) => {
      for (const [other, theirs] of holders) {
        if (other === instanceId) continue;
        const clash =
          names.domains.find((name) => has([...theirs.hostnames, ...theirs.domains], name)) ??
          names.hostnames.find((name) => has(theirs.domains, name));
        if (clash !== undefined)
          throw new Fault('retry', {
            code: 'domain-in-use',
            message: `«${clash}» leads to another service of this installation. Remove it there first.`,
          });
      }
      holders.set(instanceId, { hostnames: [...names.hostnames], domains: [...names.domains] });
    },
    release: (instanceId) => void holders.delete(instanceId),
  };
}

const has = (names: readonly string[], name: string): boolean => names.some((one) => one.toLowerCase() === name.toLowerCase());
