/** Has an event sent once more to the program on the event bus that gave it up; the dead letter is settled when the bus has it. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DeadLetterForRedeliveryDocument, RedeliverDeadLetterDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ deadLetterId: z.string(), eventId: z.guid() });

export const redeliverDeadLetter = defineAction({
  name: 'redeliverDeadLetter',
  input: z.object({ deadLetterId: z.string().max(500), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      const { event_dead_letters_by_pk: letter } = await graphql.request(
        DeadLetterForRedeliveryDocument,
        { id: input.deadLetterId },
        { headers: asMember(member), idempotent: true },
      );
      if (letter === null)
        throw new Fault('gone', { code: 'dead-letter-not-found', message: 'There is no such dead letter. Check the id.' });
      if (letter.event_id === null)
        throw new Fault('gone', {
          code: 'dead-letter-without-event',
          message: 'The bus did not keep what this was about, so it cannot be sent again. Settle the dead letter.',
        });
      return {
        answer: { deadLetterId: letter.id, eventId: letter.event_id },
        run: (row, options) =>
          graphql.request(RedeliverDeadLetterDocument, { ...row, id: letter.id, by: member.userId }, options),
      };
    };
    return await once(deps, { action: 'redeliverDeadLetter', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
