/** One command for the test of repeats: who sends what, and which rows its one effect is. */
import type { Caller, ControlPlane, TestTenant } from '../../support/control-plane.ts';

export interface Prepared {
  /** null: nobody is signed in. */
  readonly caller: Caller | null;
  /** Arguments besides the request id. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What changes when it is another command. */
  readonly other: Readonly<Record<string, unknown>>;
  /** `from …`, whose rows are counted: how many more there are afterwards. */
  readonly effect: { readonly from: string; readonly values: readonly unknown[]; readonly more: number };
}

export interface Case {
  readonly action: string;
  /** Types of the arguments. */
  readonly types: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly prepare: (t: TestTenant, plane: ControlPlane) => Promise<Prepared>;
}

export const effect = (from: string, values: readonly unknown[], more = 1) => ({ from, values, more });
