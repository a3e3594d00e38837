/** Shows the current credentials of a database to those who may see them; the audit log keeps who looked. */
import { z } from 'zod';
import { databaseUrl } from '../domain/values/database-url.ts';
import { Fault } from '../kit/fault.ts';
import { DatabaseCredentialsDocument, NoteCredentialsRevealedDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { type CommandedDatabase, findDatabase } from './database-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { type Member, requireMember } from './session.ts';

/** What is kept of the command; the password is not. */
const looked = z.object({ credentialsId: z.guid() });

export const revealDatabaseCredentials = defineAction({
  name: 'revealDatabaseCredentials',
  input: z.object({ databaseId: z.guid(), requestId }),
  output: z.object({
    username: z.string(),
    password: z.string(),
    databaseName: z.string(),
    host: z.string(),
    port: z.int(),
    url: z.string(),
    poolerUrl: z.string().nullable(),
  }),
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, secrets, now } = deps;
    const member = requireMember(session);
    const database = await findDatabase(deps, member, input.databaseId);
    requireMayLook(database, member);
    const { host, port, pooler_host: poolerHost, pooler_port: poolerPort, database_name: databaseName } = database;
    if (host === null || port === null)
      throw new Fault('conflict', {
        code: 'database-busy',
        message: 'The database has no address yet. Try again when it is running.',
      });
    const { database_credentials: known } = await graphql.request(
      DatabaseCredentialsDocument,
      { databaseId: database.id },
      { idempotent: true },
    );
    const plan = async (): Promise<Effect<{ credentialsId: string }>> => {
      const current = known.find((c) => c.expires_at === null);
      if (!current)
        throw new Fault('gone', { code: 'credentials-not-found', message: 'The database has no credentials. Rotate them.' });
      return {
        answer: { credentialsId: current.id },
        run: (row, options) =>
          graphql.request(
            NoteCredentialsRevealedDocument,
            { ...row, id: current.id, now: new Date(now()).toISOString() },
            options,
          ),
      };
    };
    const { credentialsId } = await once(deps, { action: 'revealDatabaseCredentials', member, requestId, input, plan }, (a) =>
      looked.parse(a),
    );
    const shown = known.find((c) => c.id === credentialsId);
    if (!shown) throw new Fault('gone', { code: 'credentials-not-found', message: 'These credentials are gone. Ask again.' });
    const { username, organization_id: organizationId } = shown;
    const address = { organizationId, scope: 'database', targetId: database.id, key: username, versionId: shown.id } as const;
    const password = await secrets.get(address, shown.sealed_password);
    const at = (place: { host: string; port: number }) => databaseUrl({ ...place, username, password, databaseName });
    return {
      username,
      password,
      databaseName,
      host,
      port,
      url: at({ host, port }),
      poolerUrl: poolerHost === null || poolerPort === null ? null : at({ host: poolerHost, port: poolerPort }),
    };
  },
});

/** @throws Fault auth */
function requireMayLook({ created_by: creator }: CommandedDatabase, { role, userId }: Member): void {
  if (role === 'devops' || role === 'org_owner' || creator === userId) return;
  throw new Fault('auth', {
    code: 'not-yours',
    message: 'Only whoever made the database, DevOps engineers and owners see its credentials. Bind it to your service instead.',
  });
}
