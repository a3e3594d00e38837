/** Accepts an invitation: with the password of the account, or of one that is made by it. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { JoinOrganizationDocument, type JoinOrganizationMutation } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { ask, readStdin } from '../output/ask.ts';
import type { Output } from '../output/output.ts';

export interface JoinRequest {
  readonly token: string;
  readonly name?: string;
  readonly passwordStdin?: boolean;
}

export async function joinOrganization(
  { url }: Connection,
  output: Output,
  { token, name, passwordStdin }: JoinRequest,
): Promise<JoinOrganizationMutation['acceptInvitation']> {
  if (!passwordStdin && !output.interactive)
    throw new Fault('reject', {
      code: 'no-terminal',
      message: 'There is no terminal to ask for the password: use --password-stdin.',
    });
  const password = passwordStdin
    ? await readStdin()
    : await ask('Password (of your account, or for a new one): ', { hidden: true });
  const { acceptInvitation } = await createClient({ url: `${url}/v1/graphql` }).request(
    JoinOrganizationDocument,
    { token, name: name ?? null, password, requestId: randomUUID() },
    { idempotent: true },
  );
  return acceptInvitation;
}
