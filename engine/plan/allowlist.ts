/** Whether two texts are the same query for an allow list: as syntax trees, `__typename` left out (dialect §8.4). */
import { Kind, print, visit } from 'graphql';
import { parseDocument } from './document.ts';

/** A text that is equal for equal queries. Order counts; white space, comments and `__typename` do not. Throws an `EngineError`. */
export function normaliseQuery(text: string): string {
  const { operations, fragments } = parseDocument(text);
  const stripped = visit(
    { kind: Kind.DOCUMENT, definitions: [...operations, ...fragments.values()] },
    { Field: (node) => (node.name.value === '__typename' ? null : undefined) },
  );
  return print(stripped);
}
