/** A command on a domain that is there: who may give it, and what the caller is answered. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DomainForCommandDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { type ActionSession, asMember, requireMember } from './session.ts';

export const domainAnswer = z.object({ domainId: z.guid() });

export interface DomainCommand {
  readonly action: string;
  readonly domainId: string;
  readonly requestId: string;
  readonly session: ActionSession;
  readonly run: Effect<z.output<typeof domainAnswer>>['run'];
}

/** @throws Fault gone | auth */
export async function domainCommand(
  deps: ActionDeps,
  { action, domainId, requestId, session, run }: DomainCommand,
): Promise<z.output<typeof domainAnswer>> {
  const member = requireMember(session);
  const plan = async () => {
    const { service_domains_by_pk: domain } = await deps.graphql.request(
      DomainForCommandDocument,
      { domainId },
      { headers: asMember(member), idempotent: true },
    );
    if (domain === null) throw new Fault('gone', { code: 'domain-not-found', message: 'There is no such domain. Check the id.' });
    requireMayChange(domain.environment, member);
    return { answer: { domainId }, run };
  };
  return await once(deps, { action, member, requestId, input: { domainId }, plan }, (answer) => domainAnswer.parse(answer));
}
