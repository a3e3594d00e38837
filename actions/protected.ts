/** Protected environments are for team leads and above. */
import { Fault } from '../kit/fault.ts';
import type { Member } from './session.ts';

/** @throws Fault auth */
export function requireMayChange(environment: { readonly is_protected: boolean }, { role }: Member): void {
  if (environment.is_protected && role === 'developer') {
    throw new Fault('auth', {
      code: 'environment-protected',
      message: 'This environment is protected. Ask a team lead to do it.',
    });
  }
}

/** A developer may ask for a deployment when somebody else has to approve it. @throws Fault auth */
export function requireMayDeploy(
  environment: { readonly is_protected: boolean; readonly required_approvals: number },
  member: Member,
): void {
  if (environment.required_approvals === 0) requireMayChange(environment, member);
}
