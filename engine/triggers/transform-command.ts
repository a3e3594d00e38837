/** `test_webhook_transform`: what a request transform would make of a sample request. Environment variables are mocked, never real. */
import { z } from 'zod';
import { EngineError } from '../error.ts';
import { type Commands, command } from '../metadata-api/command.ts';
import { type OutgoingRequest, TransformError, transformRequest } from '../webhook/transform.ts';

const Text = z.record(z.string(), z.string());
const Header = z.union([z.tuple([z.string(), z.string()]), z.object({ name: z.string(), value: z.string() })]);

export const transformCommands: Commands = {
  test_webhook_transform: command(
    z.object({
      webhook_url: z.union([z.string(), z.object({ from_env: z.string() })]),
      body: z.unknown().optional(),
      env: Text.nullish(),
      request_headers: z.array(Header).nullish(),
      session_variables: Text.nullish(),
      request_transform: z.record(z.string(), z.unknown()),
      response_transform: z.unknown().optional(),
    }),
    async (_, args) => {
      const env = args.env ?? {};
      const headers = (args.request_headers ?? []).map((h) => (Array.isArray(h) ? h : [h.name, h.value]));
      const sample: OutgoingRequest = {
        method: 'GET',
        url: typeof args.webhook_url === 'string' ? mocked(args.webhook_url, env) : fromEnv(args.webhook_url.from_env, env),
        headers: Object.fromEntries(headers.map(([name = '', value = '']) => [name, mocked(value, env)])),
        body: JSON.stringify(args.body ?? null),
      };
      if (!URL.canParse(sample.url)) {
        throw refused([
          { error_code: 'Request Initialization Error', message: `InvalidUrlException "${sample.url}" "Invalid URL"` },
        ]);
      }
      const session = args.session_variables
        ? Object.fromEntries(Object.entries(args.session_variables).map(([name, value]) => [name.toLowerCase(), value]))
        : null;
      return described(transformed(() => transformRequest(args.request_transform, sample, session)));
    },
  ),
};

function transformed(work: () => OutgoingRequest): OutgoingRequest {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransformError) throw refused(error.errors);
    throw error;
  }
}

const refused = (errors: readonly unknown[]) =>
  new EngineError('validation-failed', 'request transform validation failed', { internal: errors });

const described = (request: OutgoingRequest) => ({
  webhook_url: request.url,
  method: request.method,
  headers: Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  body: request.body === null ? null : jsonOrText(request.body),
});

function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** `{{NAME}}` from the mocked environment. */
const mocked = (template: string, env: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    if (Object.hasOwn(env, name) && env[name] !== undefined) return env[name];
    throw new EngineError(
      'not-found',
      `Missing Env Var: ${name}. For security reasons when testing request options real environment variable values are not available. Please enter a mock value for ${name} in the Sample Env Variables list. See https://hasura.io/docs/latest/graphql/core/actions/rest-connectors/#action-transforms-sample-context`,
    );
  });

function fromEnv(name: string, env: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined) throw new EngineError('not-found', 'Missing Env Var');
  return value;
}
