/** The emulator keeps the port's promises, or tests on it would prove nothing. */
import { databaseProviderContract } from '../contracts/database-provider.contract.ts';
import { emulateDatabases } from './databases.ts';

databaseProviderContract(async () => {
  const hints: string[] = [];
  const provider = emulateDatabases(({ id }) => void hints.push(id));
  provider.keepsSchedules = true;
  return {
    provider,
    hints,
    sql: null,
    wish: {},
    strike: provider.strike,
    reopen: async () => provider,
    [Symbol.asyncDispose]: async () => {},
  };
});
