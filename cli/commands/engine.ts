/** `northstack engine`: the GraphQL engine alone. */
import { Command } from 'commander';

export const engineCommand = () =>
  new Command('engine')
    .description("start the GraphQL engine alone, configured by Hasura's HASURA_GRAPHQL_* variables")
    .addHelpText(
      'after',
      '\nHASURA_GRAPHQL_DATABASE_URL names the database (default: an embedded one that is gone afterwards), HASURA_GRAPHQL_METADATA_DIR a metadata directory to load.',
    )
    .action(async () => {
      const { runEngine } = await import('../../server/engine/run-engine.ts');
      await runEngine(process.env);
    });
