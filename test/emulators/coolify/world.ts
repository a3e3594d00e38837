/** What an emulated Coolify holds: teams with tokens, projects, applications, variables, keys and deployments. */
import { createHash, randomBytes } from 'node:crypto';

export type Ability = 'read' | 'read:sensitive' | 'write' | 'write:sensitive' | 'deploy' | 'root';

export interface Token {
  readonly team: number;
  readonly abilities: ReadonlySet<Ability>;
}

export interface Project {
  readonly id: number;
  readonly uuid: string;
  readonly team: number;
  readonly name: string;
  readonly description: string | null;
  readonly environments: { readonly id: number; readonly uuid: string; readonly name: string }[];
}

export interface Variable {
  readonly uuid: string;
  readonly key: string;
  value: string;
  readonly is_preview: boolean;
  is_literal: boolean;
  is_multiline: boolean | null;
  is_shown_once: boolean | null;
  is_runtime: boolean;
  is_buildtime: boolean;
  comment: string | null;
}

export interface Application {
  readonly id: number;
  readonly uuid: string;
  readonly team: number;
  readonly environment: number;
  readonly createdAt: number;
  readonly privateKey: string | null;
  /** As they were sent. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly variables: Variable[];
  status: string;
  deleting: { readonly deleteVolumes: boolean } | null;
}

export type DeploymentStatus = 'queued' | 'in_progress' | 'finished' | 'failed' | 'cancelled-by-user';

export interface LogEntry {
  readonly command: string | null;
  readonly output: string;
  readonly type: 'stdout' | 'stderr';
  readonly timestamp: string;
  readonly hidden: boolean;
  readonly batch: number;
  readonly order: number;
}

export interface Deployment {
  readonly id: number;
  readonly uuid: string;
  readonly application: Application;
  readonly createdAt: number;
  updatedAt: number;
  commit: string;
  readonly force: boolean;
  readonly pullRequest: number;
  /** Any text: what a future version may say. */
  status: DeploymentStatus | (string & {});
  readonly log: LogEntry[];
  readonly stop: AbortController;
}

export interface PrivateKey {
  readonly id: number;
  readonly uuid: string;
  readonly team: number;
  readonly name: string;
  readonly privateKey: string;
}

/** As Coolify's: 24 lower-case letters and digits. */
export const newUuid = (): string => randomBytes(18).toString('hex').slice(0, 24).replace(/^\d/, 'c');

export const commitOf = (url: string, branch: string): string => createHash('sha1').update(`${url} ${branch}`).digest('hex');

export const timestamp = (ms: number): string => new Date(ms).toISOString().replace(/(\.\d{3})Z$/, '$1000Z');
