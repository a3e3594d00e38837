/** `NORTHSTACK_BUILDER`: who builds. */
import { openLocalBuilder } from '../../adapters/local/builds/open-builder.ts';
import type { SourceBuilder } from '../../domain/ports/source-builder.ts';
import { choose } from '../config/settings.ts';
import { openCoolify } from './coolify.ts';
import type { Images } from './images.ts';
import type { Part } from './part.ts';

/** @param ownRepositories folders that were pushed to us */
export async function openBuilder(part: Part, ownRepositories: string, images: Images): Promise<SourceBuilder> {
  switch (choose(part.environment, 'NORTHSTACK_BUILDER', ['local', 'coolify'])) {
    case 'local': {
      const builder = await openLocalBuilder({ ...(await part.local()), ownRepositories });
      part.closers.add({ name: 'builds', close: () => builder[Symbol.asyncDispose](), timeoutMs: 30_000 });
      return builder;
    }
    case 'coolify':
      return await openCoolify(part, images);
  }
}
