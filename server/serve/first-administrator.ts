/** The first organization and its administrator, made through a Hasura of its own: what `up` does by itself with its database. */
import { z } from 'zod';
import { hashPassword } from '../../actions/index.ts';
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { AnyUserDocument, MakeFirstAdministratorDocument } from '../../sdk/generated.ts';
import { readablePassword } from '../readable-password.ts';

const settings = z.object({
  NORTHSTACK_GRAPHQL_URL: z.url('must be the address of /v1/graphql'),
  HASURA_GRAPHQL_ADMIN_SECRET: z.string('is required').min(1, 'is required'),
  email: z.email('is not an e-mail address').transform((email) => email.toLowerCase()),
});

/** @returns the password, shown once. @throws Fault reject `invalid-settings`, conflict `has-users` */
export async function makeFirstAdministrator(environment: NodeJS.ProcessEnv, email: string): Promise<string> {
  const parsed = settings.safeParse({ ...environment, email });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
    throw new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${problems.join('; ')}.` });
  }
  const { NORTHSTACK_GRAPHQL_URL: url, HASURA_GRAPHQL_ADMIN_SECRET: secret } = parsed.data;
  const graphql = createClient({ url, headers: () => ({ 'x-hasura-admin-secret': secret }) });
  const { users } = await graphql.request(AnyUserDocument, {}, { idempotent: true });
  if (users.length > 0)
    throw new Fault('conflict', {
      code: 'has-users',
      message: 'There are accounts already: an owner of an organization invites others with "northstack members invite".',
    });
  const password = readablePassword();
  await graphql.request(MakeFirstAdministratorDocument, { email: parsed.data.email, passwordHash: await hashPassword(password) });
  return password;
}
