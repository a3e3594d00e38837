/** `northstack serve actions|events`: our services beside a Hasura that somebody else runs. */
import { Command } from 'commander';

export const serveCommand = () =>
  new Command('serve')
    .description('serve the webhooks of a separate Hasura (production)')
    .addCommand(
      new Command('actions')
        .description('the handlers of actions; keeps nothing, may run many times')
        .option('--port <port>', 'port to listen on (default 8081)')
        .action(async ({ port }: { readonly port?: string }) => {
          const { runServeActions } = await import('../../server/serve/run-serve.ts');
          await runServeActions(process.env, port);
        }),
    )
    .addCommand(
      new Command('events')
        .description('the handlers of events, and the reconcilers; apps run where it runs')
        .option('--port <port>', 'port to listen on (default 8081)')
        .action(async ({ port }: { readonly port?: string }) => {
          const { runServeEvents } = await import('../../server/serve/run-serve.ts');
          await runServeEvents(process.env, port);
        }),
    );
