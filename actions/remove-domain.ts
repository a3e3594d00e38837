/** Takes a domain from its service. Whoever serves it is told; the name is free again. */
import { z } from 'zod';
import { RemoveDomainDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { domainAnswer, domainCommand } from './domain-command.ts';
import { requestId } from './inputs.ts';

export const removeDomain = defineAction({
  name: 'removeDomain',
  input: z.object({ domainId: z.guid(), requestId }),
  output: domainAnswer,
  handle: async (deps, { domainId, requestId }, session) =>
    await domainCommand(deps, {
      ...{ action: 'removeDomain', domainId, requestId, session },
      run: (row, options) => deps.graphql.request(RemoveDomainDocument, { ...row, id: domainId }, options),
    }),
});
