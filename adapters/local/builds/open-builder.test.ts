import { describe } from 'vitest';
import { sourceBuilderContract } from '../../../test/contracts/source-builder.contract.ts';
import { localFixture } from '../../../test/support/local-adapter.ts';
import { openLocalBuilder } from './open-builder.ts';

describe('the local builder keeps the port’s promises', { timeout: 60_000 }, () => {
  sourceBuilderContract(async () => {
    const fixture = await localFixture();
    const builder = await openLocalBuilder(fixture.options);
    return {
      builder,
      lines: fixture.lines,
      hints: fixture.hints,
      [Symbol.asyncDispose]: async () => {
        await builder[Symbol.asyncDispose]();
        await fixture[Symbol.asyncDispose]();
      },
    };
  });
});
