/** docs/events.md as the published schema says it. */
import { z } from 'zod';
import { EVENT_PAYLOADS } from '../../domain/events/event-payloads.ts';

const fields = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
const field = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

function typeOf(schema: unknown): string {
  const { type, format, anyOf } = field.parse(schema);
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  return format === 'uuid' || format === 'guid' ? 'id' : [type ?? 'anything'].flat().join(' or ');
}

export function eventsPage(): string {
  const rows = Object.entries(EVENT_PAYLOADS).map(([type, { subject, payload }]) => {
    const { properties } = fields.parse(z.toJSONSchema(payload));
    const texts = Object.entries(properties).map(([name, schema]) => `\`${name}\` ${typeOf(schema)}`);
    return `| \`${type}\` | ${subject} | ${texts.join(', ')} |`;
  });
  return `${HEAD}
| type | about a | payload |
|---|---|---|
${rows.join('\n')}
`;
}

const HEAD = `# Events

What happens is written down in the transaction of the change itself (\`domain_events\`) and told from there: to webhooks, to notification channels, and on the
event bus. Written from the published schema; \`npx vitest run --project unit test/docs -u\` writes it anew.

## Messages

A message on the bus is JSON: \`{ "id", "type", "timestamp", "data": { "organizationId", "projectId", "subjectType", "subjectId", "actorId", "requestId",
"traceId", "payload" } }\`; webhooks get the same without \`id\`, which is their \`webhook-id\`. \`/schema/domain-event.json\` is its JSON Schema. The form is kept: fields may be
added, none is renamed or removed. An event that would not fit is not published; \`event_outbox\` keeps it with the reason.

## On NATS JetStream

With \`NATS_URL\` each event is published to \`northstack.<organization id>.<subject type>.<type>\`, for example
\`northstack.0b5b9f6e-6b1d-4b6e-9d7e-3f2a1c0d9e8f.deployment.ServiceDeployed\`, with its id as \`Nats-Msg-Id\`. The stream (\`NORTHSTACK\`, or \`NATS_STREAM\`) is made when it is
not there: on files, for 7 days and at most 1 GiB, \`NATS_REPLICAS\` copies; what an operator changes on it stays.

At least once: a repeat within 10 minutes is told by the server, a later one by the id. Events of one subject come in the order in which they happened; of different
subjects in about that order. Read them with a durable consumer with explicit acknowledgement:

\`\`\`
nats consumer add NORTHSTACK billing --filter 'northstack.*.deployment.*' --ack explicit --max-deliver 10 --pull
nats consumer next NORTHSTACK billing
\`\`\`

An event that a consumer gives up, after its last delivery or by \`+TERM\`, is written to \`event_dead_letters\` as soon as the server says so. Platform
administrators see them by \`northstack dead-letters\` or GraphQL. \`northstack dead-letters redeliver\` sends one again and settles it: a message of the same event, with a
\`Nats-Msg-Id\` of its own and the header \`Northstack-Only-For\` that names the consumer it is for. A program that finds another's name there acknowledges it and does nothing; one that does
not look tells the repeat by the event's id, as any other. \`northstack dead-letters settle\` says what else was done about them.
\`northstack_events_lag_seconds\`, \`northstack_events_waiting\`, \`northstack_events_refused\` and \`northstack_event_dead_letters\` on \`/metrics\` say how far publication
is. While NATS is away events wait in the database.

## Types
`;
