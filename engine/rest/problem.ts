/** Failures of REST endpoints as RFC 9457 says, with the members of Hasura's own form beside: who reads `code` and `error` goes on doing so. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Reply } from '../http/send.ts';
import type { JsonSchema } from './open-api.ts';

/** A code's URI, for `type`. */
export type ProblemType = (code: string) => string;

export const PROBLEM_TYPE = 'application/problem+json';

const failure = z.looseObject({
  error: z.string(),
  code: z.string(),
  explanation: z.looseObject({ message: z.string() }).optional(),
});

/** `instance`: the path that was asked for. */
export function problemReply(reply: Reply, instance: string, typeOf: ProblemType): Reply {
  const { data: told } = failure.safeParse(JSON.parse(reply.body.toString()));
  if (told === undefined) return reply;
  const problem = {
    type: typeOf(told.code),
    title: STATUS_CODES[reply.status] ?? 'Error',
    status: reply.status,
    detail: told.explanation?.message ?? told.error,
    instance,
    ...told,
  };
  return { ...reply, contentType: `${PROBLEM_TYPE}; charset=utf-8`, body: JSON.stringify(problem) };
}

export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Names the kind of problem.' },
    title: { type: 'string', description: 'The status in words.' },
    status: { type: 'integer', description: 'The status of the answer.' },
    detail: { type: 'string', description: 'A sentence for people: what to do.' },
    instance: { type: 'string', format: 'uri-reference', description: 'The path that was asked for.' },
    code: { type: 'string', description: 'Stable, for programs.' },
    error: { type: 'string', description: 'The sentence as the engine says it.' },
    path: { type: 'string', description: 'Where in the request.' },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'error', 'path'],
};
