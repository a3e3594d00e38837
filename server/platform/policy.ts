/** `NORTHSTACK_POLICY`: who decides whether a deployment may go on. */
import { builtInPolicy } from '../../adapters/local/policy/built-in-policy.ts';
import type { PolicyEngine } from '../../domain/ports/policy-engine.ts';
import { choose } from '../config/settings.ts';
import type { Part } from './part.ts';

export async function openPolicy({ environment }: Part): Promise<PolicyEngine> {
  switch (choose(environment, 'NORTHSTACK_POLICY', ['built-in'])) {
    case 'built-in':
      return builtInPolicy();
  }
}
