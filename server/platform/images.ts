/** Image registries: the installation's own, where builds are pushed to, and those that users name. */
import { z } from 'zod';
import { createAddressPolicy } from '../../adapters/http/address-policy.ts';
import { type OwnRegistry, openRegistry } from '../../adapters/registry/open-registry.ts';
import type { ImageRegistry } from '../../domain/ports/image-registry.ts';
import { parseImageName } from '../../domain/values/image-reference.ts';
import { Fault } from '../../kit/fault.ts';
import { certificateFile } from '../config/file-setting.ts';
import { type Environment, readSettings } from '../config/settings.ts';

const settings = z
  .object({
    NORTHSTACK_REGISTRY: z
      .string()
      .refine((prefix) => {
        const registry = parseImageName(`${prefix}/x`)?.registry;
        // A name without a registry would be one of Docker Hub.
        return registry !== undefined && prefix.startsWith(`${registry}/`);
      }, 'must be a registry and what stands before its images, for example registry.example.com/builds')
      .optional(),
    NORTHSTACK_REGISTRY_USERNAME: z.string().optional(),
    NORTHSTACK_REGISTRY_PASSWORD: z.string().optional(),
    NORTHSTACK_REGISTRY_CA_FILE: certificateFile,
    NORTHSTACK_REGISTRY_INSECURE: z.stringbool('must be true or false').default(false),
    NORTHSTACK_REGISTRY_MIRROR: z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', 'must be an address without a path')
      .optional(),
  })
  .refine((s) => (s.NORTHSTACK_REGISTRY_USERNAME === undefined) === (s.NORTHSTACK_REGISTRY_PASSWORD === undefined), {
    path: ['NORTHSTACK_REGISTRY_USERNAME and NORTHSTACK_REGISTRY_PASSWORD'],
    message: 'are required together',
    when: () => true,
  });

export interface Images {
  readonly registry: ImageRegistry;
  /** `registry.example.com/builds`. @throws Fault reject `invalid-settings` when there is none */
  readonly buildPrefix: () => string;
}

/** `allowed`: what users' addresses may lead to in the installation's own network. */
export async function openImages(environment: Environment, allowed: readonly string[]): Promise<Images> {
  const given = readSettings(environment, settings);
  const prefix = given.NORTHSTACK_REGISTRY;
  const host = prefix === undefined ? null : (parseImageName(`${prefix}/x`)?.registry ?? null);
  const ca = given.NORTHSTACK_REGISTRY_CA_FILE;
  const [username, password] = [given.NORTHSTACK_REGISTRY_USERNAME, given.NORTHSTACK_REGISTRY_PASSWORD];
  const credential = username === undefined || password === undefined ? null : { username, password };
  const own = new Map<string, OwnRegistry>();
  const mirror = given.NORTHSTACK_REGISTRY_MIRROR === undefined ? null : new URL(given.NORTHSTACK_REGISTRY_MIRROR);
  if (mirror !== null) own.set(mirror.host, { ca, insecure: mirror.protocol === 'http:', credential: null });
  if (host !== null) own.set(host, { ca, insecure: given.NORTHSTACK_REGISTRY_INSECURE, credential });
  return {
    registry: openRegistry({ allowed: createAddressPolicy(allowed), own, mirror: mirror?.host ?? null }),
    buildPrefix: () => {
      if (prefix !== undefined) return prefix;
      const message = 'Settings are wrong: NORTHSTACK_REGISTRY is required: what is built is pushed there.';
      throw new Fault('reject', { code: 'invalid-settings', message });
    },
  };
}
