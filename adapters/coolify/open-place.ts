/**
 * Where builds are in Coolify: one project with one environment, made when they are missing. Coolify lets any number of things have the
 * same name, so what was made is looked up again, and of several the first counts for everybody.
 */
import { Fault } from '../../kit/fault.ts';
import type { CoolifyObservation } from './observation.ts';
import type { CoolifyClient } from './open-client.ts';

export interface Place {
  /** Makes project and environment where they are missing. */
  open(signal: AbortSignal | undefined): Promise<{ readonly project: string; readonly environment: string }>;
  /** Applications of this name, the first one first. */
  named(name: string, signal: AbortSignal | undefined): Promise<readonly { readonly uuid: string }[]>;
  /** Names of all applications and private keys there. */
  names(signal: AbortSignal | undefined): Promise<readonly string[]>;
  /** Makes it where it is missing. @returns its uuid */
  privateKey(name: string, privateKey: string, signal: AbortSignal | undefined): Promise<string>;
  forgetKeys(name: string, signal: AbortSignal | undefined): Promise<void>;
}

export interface PlaceOptions {
  readonly client: CoolifyClient;
  readonly name: string;
  readonly observe: (observation: CoolifyObservation) => void;
}

type Signal = AbortSignal | undefined;

const ENVIRONMENT = 'builds';

export function openPlace({ client, name, observe }: PlaceOptions): Place {
  let project: string | null = null;

  /** The first of those with our name; the others are what a repeated request made, and Coolify deletes no project with something in it. */
  async function findProject(signal: Signal): Promise<string | null> {
    const [first, ...spares] = byAge((await client.projects(signal)).filter((p) => p.name === name));
    for (const { uuid } of spares) {
      const deleted = await client.deleteProject(uuid, signal).then(
        () => true,
        () => false,
      );
      if (deleted) observe({ type: 'duplicate-removed', what: 'project', uuid });
    }
    return first?.uuid ?? null;
  }

  async function openProject(signal: Signal): Promise<string> {
    const found = await findProject(signal);
    if (found !== null) return found;
    const { uuid } = await client.createProject(name, 'What NorthStack is building. Emptied by itself.', signal);
    return (await findProject(signal)) ?? uuid;
  }

  async function openEnvironment(uuid: string, signal: Signal): Promise<void> {
    if ((await client.environment(uuid, ENVIRONMENT, signal)) !== null) return;
    try {
      await client.createEnvironment(uuid, ENVIRONMENT, signal);
    } catch (error) {
      // Somebody else was faster, or an earlier request of ours whose answer was lost.
      if ((await client.environment(uuid, ENVIRONMENT, signal)) === null || !(error instanceof Fault)) throw error;
    }
  }

  async function applications(
    signal: Signal,
  ): Promise<readonly { id: number; uuid: string; name?: string | null | undefined }[]> {
    project ??= await findProject(signal);
    if (project === null) return [];
    const environment = await client.environment(project, ENVIRONMENT, signal);
    // Gone with its project, perhaps: the next one looks for it by name.
    if (environment === null) project = null;
    return environment?.applications ?? [];
  }

  return {
    open: async (signal) => {
      const uuid = await openProject(signal);
      await openEnvironment(uuid, signal);
      project = uuid;
      return { project: uuid, environment: ENVIRONMENT };
    },
    named: async (wanted, signal) => byAge((await applications(signal)).filter((a) => a.name === wanted)),
    names: async (signal) => {
      // Whoever wants to know all that is there also finds what a late request made twice.
      project = await findProject(signal);
      const keys = await client.privateKeys(signal);
      return [...(await applications(signal)), ...keys].flatMap((named) => named.name ?? []);
    },
    privateKey: async (wanted, privateKey, signal) => {
      const find = async () => byAge((await client.privateKeys(signal)).filter((k) => k.name === wanted));
      const [known] = await find();
      if (known !== undefined) return known.uuid;
      await client.createPrivateKey(wanted, privateKey, signal);
      const [first, ...spares] = await find();
      if (first === undefined)
        throw new Fault('retry', { code: 'coolify-not-yet', message: 'Coolify does not show the key yet.' });
      for (const spare of spares) {
        await client.deletePrivateKey(spare.uuid, signal);
        observe({ type: 'duplicate-removed', what: 'private-key', uuid: spare.uuid });
      }
      return first.uuid;
    },
    forgetKeys: async (wanted, signal) => {
      for (const { uuid } of (await client.privateKeys(signal)).filter((k) => k.name === wanted))
        await client.deletePrivateKey(uuid, signal);
    },
  };
}

const byAge = <Named extends { readonly id: number }>(named: readonly Named[]): readonly Named[] =>
  [...named].sort((a, b) => a.id - b.id);
