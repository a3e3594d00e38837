/** Where whoever is signed in is signed in. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import {
  EndSessionOfDocument,
  OwnSessionsDocument,
  type OwnSessionsQuery,
  SignOutEverywhereDocument,
} from '../../sdk/generated.ts';
import { readIdentity } from '../connection/access-token.ts';
import type { Connection } from '../connection/connect.ts';

export type OwnSession = OwnSessionsQuery['sessions'][number] & { readonly isThisOne: boolean };

/** The one renewed last first. @throws Fault auth */
export async function listSessions(connection: Connection): Promise<readonly OwnSession[]> {
  const identity = readIdentity(await connection.accessToken());
  if (identity === null)
    throw new Fault('auth', { code: 'not-signed-in', message: `You are not signed in to ${connection.url}.` });
  const variables = { userId: identity.userId, now: new Date().toISOString() };
  const { sessions } = await connection.client.request(OwnSessionsDocument, variables, { idempotent: true });
  return sessions.map((session) => ({ ...session, isThisOne: session.id === identity.sessionId }));
}

/** By its id or the beginning of it. @throws Fault gone `session-not-found` */
export async function endSession(connection: Connection, id: string | undefined): Promise<OwnSession> {
  const fitting = id === undefined ? [] : (await listSessions(connection)).filter((s) => s.id.startsWith(id.toLowerCase()));
  const [session] = fitting;
  if (session === undefined || fitting.length > 1)
    throw new Fault('gone', {
      code: 'session-not-found',
      message:
        id === undefined
          ? 'Say which one, or --all. «northstack sessions» lists them.'
          : `${fitting.length > 1 ? 'Several sessions begin' : 'No session begins'} with «${id}». «northstack sessions» lists them.`,
    });
  await connection.client.request(EndSessionOfDocument, { sessionId: session.id, requestId: randomUUID() }, { idempotent: true });
  if (session.isThisOne) await forget(connection);
  return session;
}

export async function endAllSessions(connection: Connection): Promise<void> {
  await connection.client.request(SignOutEverywhereDocument, { requestId: randomUUID() }, { idempotent: true });
  await forget(connection);
}

const forget = ({ config, url }: Connection): Promise<unknown> =>
  config.change((c) => {
    delete c.sessions[url];
  });
