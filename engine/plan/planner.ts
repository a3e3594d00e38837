/**
 * A request as a plan. Documents are parsed once a text, and planned once a role and a shape of variables: a known request costs a
 * look-up by its text and a walk over its variables. Everything kept is bounded by bytes, and let go when the schema changes.
 */
import type { OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GraphqlRequest, Snapshot } from '../engine.ts';
import { DEFAULT_SCHEMA_OPTIONS, type SchemaIdentity, type SchemaOptions } from '../schema/context.ts';
import { RoleSchema } from '../schema/role-schema.ts';
import type { Session } from '../session.ts';
import { parseDocument, type RequestDocument, selectOperation } from './document.ts';
import { usedVariables } from './fragments.ts';
import { InputReader } from './input.ts';
import { measureOperation, type OperationMeasure } from './measure.ts';
import type { OperationPlan } from './operation-plan.ts';
import { planOperation } from './plan-operation.ts';
import { Planning } from './planning.ts';
import { ShapeRecorder, ShapeTree } from './shape.ts';
import { checkVariables, type DeclaredVariable, declaredVariables, type VariableValues } from './variables.ts';

export interface PlannerOptions {
  readonly schema: SchemaOptions;
  /** `HASURA_GRAPHQL_BACKWARDS_COMPAT_NULL_IN_NONNULLABLE_VARIABLES`. */
  readonly allowsNullForNonNull: boolean;
  /** `HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE`. */
  readonly nullCollapse: boolean;
  /** Approximate size of everything kept for documents. */
  readonly cacheBytes: number;
}

export const DEFAULT_PLANNER_OPTIONS: PlannerOptions = {
  schema: DEFAULT_SCHEMA_OPTIONS,
  allowsNullForNonNull: false,
  nullCollapse: false,
  cacheBytes: 64 * 1024 * 1024,
};

export interface PlannedOperation {
  /** The same object for requests of the same role, text, operation and shape of variables. */
  readonly plan: OperationPlan;
  readonly variables: VariableValues;
  readonly measure: OperationMeasure;
}

export interface Planner {
  /** Throws an `EngineError`. */
  plan(snapshot: Snapshot, request: GraphqlRequest, session: Session): PlannedOperation;
  /** The schema of the session's role: made at the role's first request. */
  schema(snapshot: Snapshot, session: Session): RoleSchema;
}

export function createPlanner(options: PlannerOptions = DEFAULT_PLANNER_OPTIONS): Planner {
  const documents = new LRUCache<string, CachedDocument>({ maxSize: options.cacheBytes, maxEntrySize: options.cacheBytes / 4 });
  let current: Snapshot | null = null;
  let schemas = new Map<string, RoleSchema>();

  const follow = (snapshot: Snapshot): void => {
    if (current === snapshot) return;
    current = snapshot;
    schemas = new Map();
    documents.clear();
  };

  const schemaOf = ({ model }: Snapshot, identity: SchemaIdentity, key: string): RoleSchema => {
    let found = schemas.get(key);
    if (!found) {
      found = new RoleSchema(model, identity, options.schema);
      schemas.set(key, found);
    }
    return found;
  };

  return {
    schema(snapshot, session) {
      follow(snapshot);
      const identity = identityOf(snapshot, session);
      return schemaOf(snapshot, identity, keyOf(identity));
    },

    plan(snapshot, request, session) {
      follow(snapshot);
      const identity = identityOf(snapshot, session);
      const role = keyOf(identity);
      const document = documents.get(request.query) ?? new CachedDocument(request.query);
      const operation = document.operation(role, request.operationName ?? null);
      const variables = request.variables ?? NO_VARIABLES;
      checkVariables(operation.declared, operation.used, variables, options.allowsNullForNonNull);
      const found = operation.plans.find(variables);
      if (found) return { plan: found, variables, measure: operation.measure };

      const shape = new ShapeRecorder(variables);
      const reader = new InputReader(operation.declared, shape);
      const planning = new Planning(schemaOf(snapshot, identity, role), reader, document.parsed.fragments, options.nullCollapse);
      const plan = planOperation(planning, operation.node, !snapshot.model.introspectionDisabledFor.has(session.role));
      operation.plans.add(shape, plan);
      document.grow(plan, shape);
      documents.set(request.query, document, { size: document.sizeBytes });
      return { plan, variables, measure: operation.measure };
    },
  };
}

/** Roles that are named nowhere see the same: nothing. */
function identityOf({ model }: Snapshot, { role, backendOnly }: Session): SchemaIdentity {
  return { role: role === 'admin' || model.roles.has(role) ? role : '', backendOnly };
}

const keyOf = ({ role, backendOnly }: SchemaIdentity): string => (backendOnly ? `${role}\0backend` : role);

const NO_VARIABLES: VariableValues = {};

interface CachedOperation {
  readonly node: OperationDefinitionNode;
  readonly used: ReadonlySet<string>;
  readonly declared: ReadonlyMap<string, DeclaredVariable>;
  readonly measure: OperationMeasure;
  readonly plans: ShapeTree<OperationPlan>;
}

/** A parsed text, and its operations by role. */
class CachedDocument {
  readonly parsed: RequestDocument;
  readonly #textBytes: number;
  readonly #byRole = new Map<string, Map<string | null, CachedOperation>>();
  #planBytes = 0;

  constructor(text: string) {
    this.parsed = parseDocument(text);
    // A syntax tree takes about 40 bytes a character of its text.
    this.#textBytes = 2_000 + text.length * 44;
  }

  get sizeBytes(): number {
    return this.#textBytes + this.#planBytes;
  }

  grow(plan: OperationPlan, shape: ShapeRecorder): void {
    const answers = plan.roots.reduce((sum, { field }) => sum + (field.kind === 'text' ? field.json.length : 0), 0);
    this.#planBytes += this.#textBytes + answers + 200 * (shape.looks.length + shape.checks.length);
  }

  operation(role: string, name: string | null): CachedOperation {
    let operations = this.#byRole.get(role);
    if (!operations) {
      operations = new Map();
      this.#byRole.set(role, operations);
    }
    let found = operations.get(name);
    if (!found) {
      const node = selectOperation(this.parsed, name);
      const used = usedVariables(node, this.parsed.fragments);
      const measure = measureOperation(node, this.parsed.fragments);
      found = { node, used, declared: declaredVariables(node, used), measure, plans: new ShapeTree() };
      operations.set(name, found);
    }
    return found;
  }
}
