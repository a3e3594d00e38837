/** Decides whether a deployment may start. */
import type { Severity } from './vulnerability-scanner.ts';

export interface PolicyEngine {
  /** For the record, for example `built-in` or `opa`. */
  readonly name: string;
  /**
   * The same input gets the same answer. Allowed means that there are no violations; what cannot be decided is denied, with a violation
   * that says so.
   * @throws Fault retry when the engine is away
   */
  decide(input: PolicyInput, signal?: AbortSignal): Promise<PolicyDecision>;
}

/** Facts only, in the names that policies written elsewhere (Rego) see. */
export interface PolicyInput {
  readonly organization: string;
  readonly project: { readonly slug: string; readonly labels: unknown };
  readonly environment: {
    readonly slug: string;
    readonly type: 'production' | 'staging' | 'preview';
    readonly protected: boolean;
  };
  readonly service: { readonly slug: string; readonly type: string };
  readonly deployment: {
    readonly kind: 'deploy' | 'rollback' | 'promote';
    readonly revision: number;
    /** How many people approved it. */
    readonly approvals: number;
    readonly replicas: number;
  };
  readonly artifact: { readonly kind: 'directory' | 'image'; readonly reference: string; readonly digest: string | null };
  /** null: it was not scanned. */
  readonly vulnerabilities: Readonly<Record<Severity, number>> | null;
  /** The organization's own rules that apply here. */
  readonly rules: readonly PolicyRule[];
}

export type PolicyRule =
  | { readonly kind: 'image_digest' }
  | { readonly kind: 'approval' }
  | { readonly kind: 'max_replicas'; readonly maxReplicas: number }
  /** This bad or worse is too bad. */
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'scan' };

export interface PolicyDecision {
  readonly allowed: boolean;
  readonly violations: readonly PolicyViolation[];
  /** By which the engine finds this decision in its own log; null: it keeps none. */
  readonly decisionId: string | null;
}

export interface PolicyViolation {
  /** Stable, for programs. */
  readonly rule: string;
  /** What is the case. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}
