/** `northstack members`: who belongs to the organization; `invite`, `join`, `role` and `remove` change it. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const membersCommand = (): Command =>
  remoteCommand({
    name: 'members',
    summary: 'list members, invite, change or remove one',
    examples: [
      'northstack members',
      'northstack members invite ada@example.com --role developer',
      'northstack members invitations',
      'northstack members role ada@example.com team_lead',
      'northstack members remove ada@example.com',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ listMembers }, { table }, { age }] = await Promise.all([
          import('../organization/members.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const members = await listMembers(connection);
        output.result(members, () =>
          table(
            ['MEMBER', 'NAME', 'ROLE', 'SINCE'],
            members.map((m) => [
              m.user.email,
              m.user.is_active ? m.user.name : `${m.user.name} (ended)`,
              m.role,
              age(m.created_at),
            ]),
            'Nobody.',
          ),
        );
      }),
    )
    .addCommand(inviteCommand())
    .addCommand(invitationsCommand())
    .addCommand(joinCommand())
    .addCommand(roleCommand())
    .addCommand(removeCommand());

const inviteCommand = (): Command =>
  remoteCommand({
    name: 'invite',
    summary: 'invite somebody; prints the token to hand to them',
    examples: ['northstack members invite ada@example.com --role developer'],
  })
    .argument('<email>', 'their address')
    .option('--role <role>', 'viewer, developer, team_lead, devops or org_owner', 'developer')
    .action((email: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly role: string }>();
      return withConnection(flags, async (connection, output) => {
        const [{ SendInvitationDocument }, { randomUUID }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const variables = { email, role: flags.role, requestId: randomUUID() };
        const { inviteMember } = await connection.client.request(SendInvitationDocument, variables, { idempotent: true });
        if (!output.json)
          output.note(`Good until ${inviteMember.expiresAt}. They run: northstack members join <token> --url ${connection.url}`);
        output.result(inviteMember, () => inviteMember.token);
      });
    });

const invitationsCommand = (): Command =>
  remoteCommand({
    name: 'invitations',
    summary: 'list invitations, or take one back',
    examples: ['northstack members invitations', 'northstack members invitations --revoke ada@example.com'],
  })
    .option('--revoke <email or id>', 'its token is worth nothing from then on')
    .action((_: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly revoke?: string }>();
      return withConnection(flags, async (connection, output) => {
        const [{ listInvitations, revokeInvitation }, { table }, { age }] = await Promise.all([
          import('../organization/invitations.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        if (flags.revoke !== undefined) {
          const revoked = await revokeInvitation(connection, flags.revoke);
          return output.result(revoked, () => `The invitation of ${revoked.email} is taken back.`);
        }
        const invitations = await listInvitations(connection);
        output.result(invitations, () =>
          table(
            ['EMAIL', 'ROLE', 'STATE', 'AGE', 'BY', 'ID'],
            invitations.map((i) => [i.email, i.role, i.state, age(i.created_at), i.inviter?.email ?? '', i.id]),
            'No invitations: «northstack members invite <email>» makes one.',
          ),
        );
      });
    });

interface JoinFlags extends CommonFlags {
  readonly name?: string;
  readonly passwordStdin?: boolean;
}

const joinCommand = (): Command =>
  remoteCommand({
    name: 'join',
    summary: 'join an organization that invited you',
    examples: ['northstack members join <token> --name "Ada Lovelace"'],
  })
    .argument('<token>', 'from the invitation')
    .option('--name <name>', 'for a new account')
    .option('--password-stdin', 'read the password from standard input')
    .action((token: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<JoinFlags>();
      return withConnection(flags, async (connection, output) => {
        const { joinOrganization } = await import('../organization/join.ts');
        const { role } = await joinOrganization(connection, output, { token, ...flags });
        output.result({ role }, () => `You are a member now, as ${role}. Next: northstack login --url ${connection.url}`);
      });
    });

const roleCommand = (): Command =>
  remoteCommand({
    name: 'role',
    summary: 'change what a member may do',
    examples: ['northstack members role ada@example.com team_lead'],
  })
    .argument('<email>', 'their address')
    .argument('<role>', 'viewer, developer, team_lead, devops or org_owner')
    .action((email: string, role: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { setMemberRole } = await import('../organization/members.ts');
        await setMemberRole(connection, email, role);
        output.result({ email, role }, () => `${email} is ${role} from the next request on.`);
      }),
    );

const removeCommand = (): Command =>
  remoteCommand({
    name: 'remove',
    summary: 'remove a member; takes effect at once',
    examples: ['northstack members remove ada@example.com'],
  })
    .argument('<email>', 'their address')
    .action((email: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { removeMember } = await import('../organization/members.ts');
        await removeMember(connection, email);
        output.result({ email, removed: true }, () => `${email} is no member any more.`);
      }),
    );
