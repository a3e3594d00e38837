/** Settings of Coolify. */
import { z } from 'zod';
import { BUILD_PACKS } from '../../adapters/coolify/application-fields.ts';
import { type CoolifyBuilder, openCoolifyBuilder } from '../../adapters/coolify/open-builder.ts';
import { openCoolifyClient } from '../../adapters/coolify/open-client.ts';
import { createAddressPolicy } from '../../adapters/http/address-policy.ts';
import { certificateFile } from '../config/file-setting.ts';
import { readSettings } from '../config/settings.ts';
import type { Images } from './images.ts';
import type { Part } from './part.ts';

const uuid = z.string('is required').regex(/^[A-Za-z0-9-]{8,64}$/, 'must be the uuid that Coolify shows');
const settings = z.object({
  NORTHSTACK_COOLIFY_URL: z.url({ protocol: /^https?$/, error: 'is required: the address of Coolify' }),
  NORTHSTACK_COOLIFY_TOKEN: z
    .string('is required: an API token with the abilities read, read:sensitive, write and deploy')
    .min(8, 'must be an API token'),
  NORTHSTACK_COOLIFY_SERVER: uuid,
  NORTHSTACK_COOLIFY_DESTINATION: uuid.optional(),
  NORTHSTACK_COOLIFY_GITHUB_APP: uuid.optional(),
  NORTHSTACK_COOLIFY_CA_FILE: certificateFile,
  NORTHSTACK_COOLIFY_PROJECT: z.string().min(1).max(100).default('northstack'),
  NORTHSTACK_COOLIFY_BUILD_PACK: z.enum(BUILD_PACKS, `must be ${BUILD_PACKS.join(', ')}`).default('nixpacks'),
  NORTHSTACK_COOLIFY_BUILD_SERVER: z.stringbool('must be true or false').default(false),
  NORTHSTACK_COOLIFY_DEBUG_LINES: z.stringbool('must be true or false').default(false),
});

export async function openCoolify(part: Part, images: Images): Promise<CoolifyBuilder> {
  const { log, closers } = part;
  const given = readSettings(part.environment, settings);
  const observe: Parameters<typeof openCoolifyBuilder>[0]['observe'] = (observation) =>
    observation.type === 'connected' || observation.type === 'verb-changed'
      ? log.info(observation, 'coolify')
      : log.warn(observation, 'coolify');
  const client = openCoolifyClient({
    url: given.NORTHSTACK_COOLIFY_URL,
    token: given.NORTHSTACK_COOLIFY_TOKEN,
    ca: given.NORTHSTACK_COOLIFY_CA_FILE,
    observe,
  });
  closers.add({ name: 'coolify', close: () => client[Symbol.asyncDispose]() });
  const builder = openCoolifyBuilder({
    client,
    registry: images.registry,
    projectName: given.NORTHSTACK_COOLIFY_PROJECT,
    place: {
      server: given.NORTHSTACK_COOLIFY_SERVER,
      destination: given.NORTHSTACK_COOLIFY_DESTINATION ?? null,
      githubApp: given.NORTHSTACK_COOLIFY_GITHUB_APP ?? null,
      useBuildServer: given.NORTHSTACK_COOLIFY_BUILD_SERVER,
      imagePrefix: images.buildPrefix(),
      buildPack: given.NORTHSTACK_COOLIFY_BUILD_PACK,
    },
    allowed: createAddressPolicy(part.allowed),
    debugLines: given.NORTHSTACK_COOLIFY_DEBUG_LINES,
    logs: part.logs,
    hint: part.hint,
    observe,
  });
  closers.add({ name: 'builds', close: () => builder[Symbol.asyncDispose](), timeoutMs: 30_000 });
  return builder;
}
