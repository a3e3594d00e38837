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
