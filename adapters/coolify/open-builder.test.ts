import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { sourceBuilderContract } from '../../test/contracts/source-builder.contract.ts';
import { coolifyFixture } from '../../test/support/coolify-adapter.ts';

describe.each(['4.3.10', '4.1.2'] as const)('builds by Coolify %s keep the port’s promises', (version) => {
  sourceBuilderContract(async () => {
    const fixture = await coolifyFixture({ version });
    return {
      ...fixture,
      nowhere: 'https://git.example.com/nowhere/at-all.git',
      artifact: { kind: 'image', processes: {} },
      repository: async () => {
        const url = `https://git.example.com/acme/${randomUUID()}.git`;
        return { url, commit: fixture.addRepository(url), [Symbol.asyncDispose]: async () => {} };
      },
    };
  });
});
