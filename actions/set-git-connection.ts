/** Sets how private repositories at a git host are read: sealed, sent to that host alone, read back by nobody. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hostAndPort } from '../domain/values/hostname.ts';
import type { RequestOptions } from '../sdk/client.ts';
import { WriteGitConnectionDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { findCredentialTarget } from './credential-target.ts';
import { gitConnectionAnswer, requestId, secretValue } from './inputs.ts';
import { once, type RequestRow } from './once.ts';
import { derivedId } from './secret-target.ts';
import { requireMember } from './session.ts';

export const setGitConnection = defineAction({
  name: 'setGitConnection',
  input: z
    .object({
      projectId: z.guid().nullish(),
      host: hostAndPort,
      path: z
        .string()
        .max(500)
        .regex(/^[^/\x00-\x20\x7f]([^\x00-\x20\x7f]*[^/\x00-\x20\x7f])?$/u, {
          message: 'Give a path such as acme or acme/shop.git.',
        })
        .nullish(),
      type: z.enum(['token', 'basic', 'ssh_key'], { message: 'The type is token, basic or ssh_key.' }),
      username: z.string().min(1).max(255).nullish(),
      credential: secretValue.min(1),
      requestId,
    })
    .refine(({ type, username }) => type !== 'basic' || username, { path: ['username'], message: 'Give the name for basic.' })
    .refine(({ type, credential }) => type !== 'ssh_key' || /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(credential), {
      path: ['credential'],
      message: 'Give a private key in PEM form, without a passphrase.',
    }),
  output: gitConnectionAnswer,
  handle: async (deps, { requestId, credential, ...input }, session) => {
    const member = requireMember(session);
    const path = input.path ?? '';
    const plan = async () => {
      const targetId = await findCredentialTarget(deps, member, input.projectId ?? null);
      const versionId = randomUUID();
      const { organizationId } = member;
      const key = `${input.host}/${path}`;
      const { sealed, keyId } = await deps.secrets.put(
        { organizationId, scope: 'git_connection', targetId, key, versionId },
        credential,
      );
      return {
        answer: { gitConnectionId: derivedId(targetId, `git://${key}`) },
        run: (row: RequestRow, options: RequestOptions) =>
          deps.graphql.request(
            WriteGitConnectionDocument,
            {
              ...row,
              organizationId,
              projectId: input.projectId ?? null,
              host: input.host,
              path,
              type: input.type,
              username: input.username ?? null,
              valueId: versionId,
              store: deps.secrets.name,
              sealed,
              keyId,
            },
            options,
          ),
      };
    };
    const same = { ...input, credential: deps.tokens.keyedHash(credential) };
    return await once(deps, { action: 'setGitConnection', member, requestId, input: same, plan }, (a) =>
      gitConnectionAnswer.parse(a),
    );
  },
});
