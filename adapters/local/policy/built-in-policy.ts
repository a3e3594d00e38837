/** The policy engine of an installation without one: the organization's own rules, decided in this process. */
import { decidePolicy } from '../../../domain/plan/policy.ts';
import type { PolicyEngine } from '../../../domain/ports/policy-engine.ts';

export const builtInPolicy = (): PolicyEngine => ({ name: 'built-in', decide: async (input) => decidePolicy(input) });
