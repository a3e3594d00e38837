/** Ends one of the caller's own sessions, whatever machine it is on: its tokens are refused from the next request on. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { EndOneSessionDocument, SessionToEndDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requirePerson } from './session.ts';

const answer = z.object({ sessionId: z.guid() });

export const endSession = defineAction({
  name: 'endSession',
  input: z.object({ sessionId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { sessions_by_pk: found } = await deps.graphql.request(
        SessionToEndDocument,
        { id: input.sessionId },
        { headers: asMember(member), idempotent: true },
      );
      if (found === null)
        throw new Fault('gone', { code: 'session-not-found', message: 'You have no such session. Look at the list of yours.' });
      return {
        answer: { sessionId: found.id },
        run: (row, options) =>
          deps.graphql.request(EndOneSessionDocument, { ...row, id: found.id, now: new Date(deps.now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'endSession', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
