/** What starting, stopping, restarting and scaling have in common: find the instance as the caller, change what is wanted of it. */
import { z } from 'zod';
import { InstanceForCommandDocument, type InstanceForCommandQuery } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { environmentSlug, instanceAnswer, neverDeployed, requestId, serviceNotFound } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { type ActionSession, asMember, requireMember } from './session.ts';

export const instanceInput = z.object({ serviceId: z.guid(), environment: environmentSlug, requestId });

export type CommandedInstance = NonNullable<InstanceForCommandQuery['services_by_pk']>['instances'][number];

export interface InstanceCommand {
  readonly action: string;
  readonly input: z.output<typeof instanceInput>;
  readonly session: ActionSession;
  /** @throws Fault when the command makes no sense for this instance. */
  readonly change: (instance: CommandedInstance) => Effect<z.input<typeof instanceAnswer>>['run'];
}

export async function commandInstance(deps: ActionDeps, command: InstanceCommand): Promise<z.input<typeof instanceAnswer>> {
  const { action, session } = command;
  const { requestId, ...input } = command.input;
  const member = requireMember(session);
  const plan = async () => {
    const { services_by_pk: service } = await deps.graphql.request(
      InstanceForCommandDocument,
      { serviceId: input.serviceId, environment: input.environment },
      { headers: asMember(member), idempotent: true },
    );
    if (service === null) throw serviceNotFound();
    const instance = service.instances[0];
    if (instance === undefined) throw neverDeployed(input.environment);
    requireMayChange(instance.environment, member);
    return { answer: { instanceId: instance.id }, run: command.change(instance) };
  };
  return await once(deps, { action, member, requestId, input, plan }, (answer) => instanceAnswer.parse(answer));
}
