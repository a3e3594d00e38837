/** Adds a domain of the team's own to a web service. It is served when a TXT record has proven whose it is; its row says which. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isPlatformName, PLATFORM_NAME } from '../domain/plan/custom-domain.ts';
import { customDomain } from '../domain/values/custom-domain.ts';
import { Fault } from '../kit/fault.ts';
import type { RequestOptions } from '../sdk/client.ts';
import { AddDomainDocument, ServiceForDomainDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { domainAnswer } from './domain-command.ts';
import { environmentSlug, neverDeployed, requestId, serviceNotFound } from './inputs.ts';
import { once, type RequestRow } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

export const addDomain = defineAction({
  name: 'addDomain',
  input: z.object({ serviceId: z.guid(), environment: environmentSlug, hostname: customDomain, requestId }),
  output: domainAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now, baseDomain } = deps;
    const member = requireMember(session);
    if (isPlatformName(input.hostname, baseDomain))
      throw new Fault('reject', {
        code: 'platform-domain',
        message: `${input.hostname} ${PLATFORM_NAME}, which it gives services itself. Give a domain of yours.`,
      });
    const plan = async () => {
      const { services_by_pk: service } = await graphql.request(
        ServiceForDomainDocument,
        { serviceId: input.serviceId, environment: input.environment },
        { headers: asMember(member), idempotent: true },
      );
      if (service === null) throw serviceNotFound();
      if (service.type !== 'web')
        throw new Fault('reject', {
          code: 'domain-needs-web',
          message: `This service is a ${service.type}: only services of type web answer to domains.`,
        });
      const instance = service.instances[0];
      if (instance === undefined) throw neverDeployed(input.environment);
      requireMayChange(instance.environment, member);
      const domain = {
        id: randomUUID(),
        service_instance_id: instance.id,
        hostname: input.hostname,
        next_check_at: new Date(now()).toISOString(),
        created_by: member.userId,
      };
      return {
        answer: { domainId: domain.id },
        run: (row: RequestRow, options: RequestOptions) => graphql.request(AddDomainDocument, { ...row, domain }, options),
      };
    };
    return await once(deps, { action: 'addDomain', member, requestId, input, plan }, (answer) => domainAnswer.parse(answer));
  },
});
