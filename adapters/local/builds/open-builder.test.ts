import { describe } from 'vitest';
import { sourceBuilderContract } from '../../../test/contracts/source-builder.contract.ts';
import { gitRepository } from '../../../test/support/git-repository.ts';
import { localFixture } from '../../../test/support/local-adapter.ts';
import { openLocalBuilder } from './open-builder.ts';

describe('the local builder keeps the port’s promises', () => {
  sourceBuilderContract(async () => {
    const fixture = await localFixture();
    const builder = await openLocalBuilder(fixture.options);
    return {
      builder,
      lines: fixture.lines,
      hints: fixture.hints,
      nowhere: 'file:///nowhere/at-all.git',
      artifact: { kind: 'directory', processes: { web: 'node server.js' } },
      repository: async () => {
        const made = await gitRepository({ Procfile: 'web: node server.js\n', 'server.js': 'console.log(1)\n' });
        return {
          url: made.url,
          commit: await made.git('rev-parse', 'HEAD'),
          [Symbol.asyncDispose]: () => made[Symbol.asyncDispose](),
        };
      },
      [Symbol.asyncDispose]: async () => {
        await builder[Symbol.asyncDispose]();
        await fixture[Symbol.asyncDispose]();
      },
    };
  });
});
