/**
 * Commands a minute for each caller, as `hasura/metadata/api_limits.yaml` says. Our engine keeps these limits itself; Hasura does so only
 * in its commercial editions, so beside it our own service keeps them for its commands, over all its replicas.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Cache } from '../../domain/ports/cache.ts';
import { clientAddress } from '../../kit/client-address.ts';
import { projectRoot } from '../project-root.ts';
import type { Handler } from './handler-service.ts';

const rule = z.object({
  max_reqs_per_min: z.number().positive(),
  unique_params: z.union([z.literal('IP'), z.array(z.string())]).nullish(),
});
type Rule = z.output<typeof rule>;

const file = z.object({
  disabled: z.boolean().default(false),
  rate_limit: z.object({ global: rule.optional(), per_role: z.record(z.string(), rule).default({}) }).optional(),
});

export type RateLimits = z.output<typeof file>;

export const readRateLimits = async (): Promise<RateLimits> =>
  file.parse(parse(await readFile(join(projectRoot, 'hasura/metadata/api_limits.yaml'), 'utf8')));

const caller = z.object({ session_variables: z.looseObject({ 'x-hasura-role': z.string() }) });

/** The handler, answering who asks too often without asking it. */
export function rateLimited(handler: Handler, { disabled, rate_limit: limits }: RateLimits, cache: Cache): Handler {
  return async (body, headers) => {
    const parsed = caller.safeParse(body);
    const role = parsed.data?.session_variables['x-hasura-role'] ?? 'anonymous';
    const limit = limits?.per_role[role] ?? limits?.global;
    if (disabled || limit === undefined || role === 'admin') return await handler(body, headers);
    const address = clientAddress([headers['x-forwarded-for'] ?? ''].flat().join(','));
    const key = keyOf(limit, role, parsed.data?.session_variables ?? {}, address);
    const waitMs = await cache.take(key, { maximum: limit.max_reqs_per_min, perMs: 60_000 });
    if (waitMs === 0) return await handler(body, headers);
    const seconds = Math.ceil(waitMs / 1000);
    const message = `That is more than ${limit.max_reqs_per_min} requests a minute. Try again in ${seconds} seconds.`;
    const code = 'too-many-requests';
    // Of 4xx the engine shows message and extensions; 429 it does not hand on.
    return { status: 400, body: { message, code, extensions: { code, path: '$', retryAfterSeconds: seconds } } };
  };
}

function keyOf(
  { unique_params: params }: Rule,
  role: string,
  session: Readonly<Record<string, unknown>>,
  address: string,
): string {
  if (params === null || params === undefined) return `rate:${role}`;
  const parts = params === 'IP' ? [address] : params.map((name) => String(session[name.toLowerCase()] ?? ''));
  return `rate:${JSON.stringify([role, ...parts])}`;
}
