/** `northstack first-administrator`: somebody who can sign in on a new installation beside a separate Hasura. */
import { Command } from 'commander';

export const firstAdministratorCommand = () =>
  new Command('first-administrator')
    .description('make the first organization and its administrator (production; where NORTHSTACK_GRAPHQL_URL is set)')
    .requiredOption('--email <email>', 'who it is')
    .addHelpText('after', '\nThe password is printed once. On an installation that has accounts nothing is made.')
    .action(async ({ email }: { readonly email: string }) => {
      const { makeFirstAdministrator } = await import('../../server/serve/first-administrator.ts');
      const password = await makeFirstAdministrator(process.env, email);
      process.stdout.write(`${password}\n`);
    });
