/** What an action is: one command or question of the API, parsed at the door, answered once. */
import type { z } from 'zod';
import type { Cache } from '../domain/ports/cache.ts';
import type { LogStore } from '../domain/ports/log-store.ts';
import type { SecretStore } from '../domain/ports/secret-store.ts';
import type { GraphqlClient } from '../sdk/client.ts';
import type { Platform } from './platform.ts';
import type { ActionSession } from './session.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Tokens } from './tokens.ts';
import type { Visitor } from './visitor.ts';

export interface ActionDeps {
  /** Talks to the engine with the admin secret. */
  readonly graphql: GraphqlClient;
  readonly tokens: Tokens;
  readonly secrets: SecretStore;
  readonly signingKeys: SigningKeys;
  readonly people: PeopleSettings;
  /** What the names end with that the platform gives apps by itself. */
  readonly baseDomain: string;
  readonly platform: Platform;
  readonly cache: Cache;
  readonly logs: LogStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface PeopleSettings {
  /** Who may make an account: everybody, or whoever was invited. */
  readonly signUp: 'open' | 'invitation';
  /** Where people's browsers find us, without a slash at the end. */
  readonly publicUrl: string;
  /** There is a mail server: addresses are proven, and forgotten passwords replaced. */
  readonly sendsMail: boolean;
}

export interface Action<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly input: Input;
  readonly output: Output;
  /** @throws Fault whose code and message go to the caller. */
  handle(deps: ActionDeps, input: z.output<Input>, session: ActionSession, visitor: Visitor): Promise<z.input<Output>>;
}

/** Keeps the types of one action together. */
export const defineAction = <Input extends z.ZodType, Output extends z.ZodType>(
  action: Action<Input, Output>,
): Action<Input, Output> => action;
