/** An ImageRegistry in memory that has every image, remembers who asked with what, and refuses when a test says so. */
import { createHash } from 'node:crypto';
import type { ImageRegistry, RegistryCredential } from '../../domain/ports/image-registry.ts';
import type { Fault } from '../../kit/fault.ts';

export interface ImagesEmulator extends ImageRegistry {
  readonly asked: readonly { readonly image: string; readonly credential: RegistryCredential | null }[];
  /** Thrown by `digestOf`. */
  refuse: Fault | null;
  /** What names mean from now on: somebody has pushed again. */
  generation: number;
}

export function emulateImages(): ImagesEmulator {
  const asked: { image: string; credential: RegistryCredential | null }[] = [];
  const emulator: ImagesEmulator = {
    asked,
    refuse: null,
    generation: 1,
    digestOf: async (image, credential) => {
      asked.push({ image, credential });
      if (emulator.refuse) throw emulator.refuse;
      return `sha256:${createHash('sha256').update(`${image} ${emulator.generation}`).digest('hex')}`;
    },
    ownCredential: () => null,
  };
  return emulator;
}
