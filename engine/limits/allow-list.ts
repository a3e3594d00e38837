/** Whether a role may send a query when only listed ones are allowed (dialect §8.4). */
import { LRUCache } from 'lru-cache';
import type { Snapshot } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { Model } from '../model/model.ts';
import { normaliseQuery } from '../plan/allowlist.ts';
import type { Session } from '../session.ts';

/** Throws when the query is not on a list that is open to the session's role. Admins may send anything. */
export type CheckAllowed = (snapshot: Snapshot, query: string, session: Session) => void;

const REMEMBERED_CHARACTERS = 4 << 20;

export function createAllowList(): CheckAllowed {
  let model: Model | null = null;
  let allowed = new Map<string, ReadonlySet<string>>();
  const normalised = new LRUCache<string, string>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });

  return (snapshot, query, session) => {
    if (session.role === 'admin') return;
    if (model !== snapshot.model) {
      model = snapshot.model;
      allowed = new Map();
    }
    let forRole = allowed.get(session.role);
    if (!forRole) {
      forRole = queriesFor(session.role, snapshot.model);
      if (snapshot.model.roles.has(session.role)) allowed.set(session.role, forRole);
    }
    let text = normalised.get(query);
    if (text === undefined) {
      text = normaliseQuery(query);
      normalised.set(query, text);
    }
    if (!forRole.has(text)) throw new EngineError('validation-failed', 'query is not allowed');
  };
}

function queriesFor(role: string, model: Model): ReadonlySet<string> {
  const queries = new Set<string>();
  for (const { collection, roles } of model.allowlist) {
    if (roles !== 'all' && !roles.includes(role)) continue;
    for (const query of model.queryCollections.get(collection)?.values() ?? []) {
      const text = normalisedOrNull(query);
      if (text !== null) queries.add(text);
    }
  }
  return queries;
}

/** A stored text that is no query allows nothing. */
function normalisedOrNull(query: string): string | null {
  try {
    return normaliseQuery(query);
  } catch {
    return null;
  }
}
