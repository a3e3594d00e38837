/** `NORTHSTACK_BUILDER`: who builds. */
import type { CoolifyBuilder } from '../../adapters/coolify/open-builder.ts';
import { openLocalBuilder } from '../../adapters/local/builds/open-builder.ts';
import type { SourceBuilder } from '../../domain/ports/source-builder.ts';
import { choose } from '../config/settings.ts';
import { openCoolify } from './coolify.ts';
import type { Images } from './images.ts';
import type { Part } from './part.ts';

export interface OpenBuilder {
  readonly builder: SourceBuilder;
  /** null: it sends no messages. */
  readonly buildOf: CoolifyBuilder['buildOf'] | null;
}

/** @param ownRepositories folders that were pushed to us */
export async function openBuilder(part: Part, ownRepositories: string, images: Images): Promise<OpenBuilder> {
  switch (choose(part.environment, 'NORTHSTACK_BUILDER', ['local', 'coolify'])) {
    case 'local': {
      const builder = await openLocalBuilder({ ...(await part.local()), ownRepositories });
      part.closers.add({ name: 'builds', close: () => builder[Symbol.asyncDispose](), timeoutMs: 30_000 });
      return { builder, buildOf: null };
    }
    case 'coolify': {
      const builder = await openCoolify(part, images);
      return { builder, buildOf: builder.buildOf };
    }
  }
}
