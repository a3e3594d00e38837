/** Actions and custom types, resolved. */
import type { ColumnPair } from './condition.ts';
import type { WebhookHeader } from './triggers.ts';

export interface Action {
  readonly name: string;
  readonly type: 'query' | 'mutation';
  readonly kind: 'synchronous' | 'asynchronous';
  /** `{{ENV}}` already substituted. */
  readonly handler: string;
  readonly arguments: readonly { readonly name: string; readonly type: string; readonly description: string | null }[];
  /** GraphQL type text, for example `[CreateOrderOutput!]!`. */
  readonly outputType: string;
  readonly forwardClientHeaders: boolean;
  readonly headers: readonly WebhookHeader[];
  readonly timeoutSeconds: number;
  readonly requestTransform: unknown;
  readonly responseTransform: unknown;
  readonly roles: ReadonlySet<string>;
  readonly comment: string | null;
}

export interface CustomTypes {
  readonly enums: ReadonlyMap<string, CustomEnum>;
  readonly inputObjects: ReadonlyMap<string, CustomObject>;
  readonly objects: ReadonlyMap<string, CustomObject & { readonly relationships: readonly ActionRelationship[] }>;
  readonly scalars: ReadonlyMap<string, { readonly name: string; readonly description: string | null }>;
}

export interface CustomEnum {
  readonly name: string;
  readonly description: string | null;
  readonly values: readonly { readonly value: string; readonly description: string | null; readonly isDeprecated: boolean }[];
}

export interface CustomObject {
  readonly name: string;
  readonly description: string | null;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly description: string | null }[];
}

export interface ActionRelationship {
  readonly name: string;
  readonly kind: 'object' | 'array';
  /** `tableKey` of the joined table. */
  readonly target: string;
  /** Output field (`local`) to column (`remote`). */
  readonly mapping: readonly ColumnPair[];
}
