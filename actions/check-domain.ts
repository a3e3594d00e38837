/** Asks DNS about a domain now instead of when its time comes. What is found is in its row. */
import { z } from 'zod';
import { CheckDomainDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { domainAnswer, domainCommand } from './domain-command.ts';
import { requestId } from './inputs.ts';

export const checkDomain = defineAction({
  name: 'checkDomain',
  input: z.object({ domainId: z.guid(), requestId }),
  output: domainAnswer,
  handle: async (deps, { domainId, requestId }, session) =>
    await domainCommand(deps, {
      ...{ action: 'checkDomain', domainId, requestId, session },
      run: (row, options) => {
        const now = new Date(deps.now()).toISOString();
        return deps.graphql.request(CheckDomainDocument, { ...row, id: domainId, now }, options);
      },
    }),
});
