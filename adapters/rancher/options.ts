/** How a Rancher is reached, and what machines are made of there. */
import type { Hint } from '../../domain/ports/sinks.ts';
import type { RancherObservation } from './observation.ts';
import type { TokenEnds } from './token-end.ts';

export interface RancherOptions {
  /** Where its API is, with a path when it has one. */
  readonly url: string;
  /** `token-xxxxx:…` of an administrator. A secret. */
  readonly token: string;
  /** PEM of its certificate authority; null: the system's. */
  readonly ca: string | null;
  /** Tells our clusters from those of another NorthStack in the same Rancher. */
  readonly owner: string;
  /** Default `fleet-default`. */
  readonly namespace?: string;
  /** Where clusters can be, by the slug of the region; `*`: every other region. */
  readonly places: Readonly<Record<string, Place>>;
  /** Have clusters that are registered managed by this Rancher too. */
  readonly importRegistered: boolean;
  readonly maximumKubeconfigSeconds: number;
  /** Which cluster changed; null: nobody waits for it. */
  readonly hint: Hint | null;
  readonly observe: (observation: RancherObservation | TokenEnds) => void;
  readonly timing?: Partial<RancherTiming>;
  readonly now?: () => number;
}

export interface RancherTiming {
  /** For one request. */
  readonly requestMs: number;
  /** After a change «ready» is not believed for so long: Rancher says it until its controllers have seen the change. */
  readonly settleMs: number;
  /** An error condition often goes away by itself: it counts after so long. */
  readonly toleratedErrorMs: number;
  /** How long a new account is waited for until it may see its cluster. */
  readonly accessMs: number;
  /** Between two looks at what is waited for, and before a repeat. */
  readonly pauseMs: number;
}

export const TIMING: RancherTiming = {
  requestMs: 8_000,
  settleMs: 10_000,
  toleratedErrorMs: 120_000,
  accessMs: 12_000,
  pauseMs: 300,
};

/** Machines of one kind in one place. */
export interface Place {
  readonly driver: Driver;
  /** `<namespace>:<name>`, or a name in the clusters' own namespace. */
  readonly cloudCredential: string;
  /** Fields of every machine there, in the driver's words. */
  readonly fields: MachineFields;
  /** What a machine type adds. One that is not named here is the driver's own word for a size. */
  readonly machineTypes: Readonly<Record<string, MachineFields>>;
}

export type MachineFields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export type Driver = keyof typeof DRIVERS;

/** Kind, plural and the field that holds the size; null: sizes must be spelled out as machine types. */
export const DRIVERS = {
  amazonec2: { kind: 'Amazonec2Config', plural: 'amazonec2configs', size: 'instanceType' },
  azure: { kind: 'AzureConfig', plural: 'azureconfigs', size: 'size' },
  digitalocean: { kind: 'DigitaloceanConfig', plural: 'digitaloceanconfigs', size: 'size' },
  google: { kind: 'GoogleConfig', plural: 'googleconfigs', size: 'machineType' },
  harvester: { kind: 'HarvesterConfig', plural: 'harvesterconfigs', size: null },
  hetzner: { kind: 'HetznerConfig', plural: 'hetznerconfigs', size: 'serverType' },
  linode: { kind: 'LinodeConfig', plural: 'linodeconfigs', size: 'instanceType' },
  openstack: { kind: 'OpenstackConfig', plural: 'openstackconfigs', size: 'flavorName' },
  vmwarevsphere: { kind: 'VmwarevsphereConfig', plural: 'vmwarevsphereconfigs', size: null },
} as const;
