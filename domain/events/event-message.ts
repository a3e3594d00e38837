/**
 * A domain event as the outside gets it: what is posted to webhooks, with its id what is published on the event bus. The form is
 * published as JSON Schema (`/schema/domain-event.json`) and is kept: fields may be added, none is renamed or removed.
 */
import { z } from 'zod';
import { EVENT_PAYLOADS } from './event-payloads.ts';

const data = z.looseObject({
  organizationId: z.guid(),
  /** null: it is about the organization. */
  projectId: z.guid().nullable(),
  subjectType: z.string().regex(/^[a-z][a-z_]{0,62}$/),
  subjectId: z.guid(),
  /** The user whose request caused it; null: the platform. */
  actorId: z.guid().nullable(),
  requestId: z.string().nullable(),
  traceId: z.string().nullable(),
});

const envelope = z.looseObject({
  /** The same in every repeat: what tells whether it is known already. */
  id: z.guid(),
  type: z.string().regex(/^[A-Z][A-Za-z]{0,79}$/),
  timestamp: z.iso.datetime({ offset: true }),
  data: data.extend({ payload: z.record(z.string(), z.unknown()) }),
});

export type EventMessage = Readonly<z.output<typeof envelope>>;

/** A row of `domain_events`, as the engine answers it. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly organization_id: string;
  readonly project_id: string | null;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly payload: unknown;
  readonly actor_id: string | null;
  readonly request_id: string | null;
  readonly trace_id: string | null;
  readonly created_at: string;
}

/** Without its id, which webhooks get as `webhook-id`. */
export const messageBody = (row: EventRow) => ({
  type: row.type,
  timestamp: row.created_at,
  data: {
    organizationId: row.organization_id,
    projectId: row.project_id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    actorId: row.actor_id,
    requestId: row.request_id,
    traceId: row.trace_id,
    payload: row.payload,
  },
});

export type ParsedEvent =
  | { readonly ok: true; readonly message: EventMessage }
  /** What does not fit the published form, with its place. */
  | { readonly ok: false; readonly problem: string };

/** Whether an event is as the schema says: what is published is promised to be. A type that is not described yet has any payload. */
export function parseEvent(message: unknown): ParsedEvent {
  const parsed = envelope.safeParse(message);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error) };
  const described = Object.hasOwn(EVENT_PAYLOADS, parsed.data.type) ? EVENT_PAYLOADS[parsed.data.type] : undefined;
  if (described === undefined) return { ok: true, message: parsed.data };
  const { subjectType, payload } = parsed.data.data;
  if (subjectType !== described.subject)
    return { ok: false, problem: `${parsed.data.type} is about a ${described.subject}, not about a ${subjectType}` };
  const fields = described.payload.safeParse(payload);
  return fields.success ? { ok: true, message: parsed.data } : { ok: false, problem: problemOf(fields.error, 'data.payload') };
}

const problemOf = ({ issues }: z.ZodError, below = ''): string =>
  issues.map(({ path, message }) => `${[below, ...path].filter((part) => part !== '').join('.')}: ${message}`).join('; ');

/** For consumers in any language. */
export function eventJsonSchema(): object {
  const types = Object.entries(EVENT_PAYLOADS).map(([type, { subject, payload }]) =>
    envelope.extend({ type: z.literal(type), data: data.extend({ subjectType: z.literal(subject), payload }) }),
  );
  const { $schema, anyOf } = z.toJSONSchema(z.union(types), { reused: 'inline' });
  return { $schema, title: 'A domain event of NorthStack', anyOf };
}
