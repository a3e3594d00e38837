/**
 * A request's text as a document, in bounded time and memory: nesting and tokens are limited before and while it is parsed, because
 * the parser is recursive and keeps every token.
 */
import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { EngineError } from '../error.ts';

export interface RequestDocument {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Brackets within brackets. PostgreSQL and every recursive step below stay far from their stack's end. */
const MAX_NESTING = 500;
const MAX_TOKENS = 300_000;

export function parseDocument(text: string): RequestDocument {
  if (nesting(text) > MAX_NESTING) {
    throw new EngineError('validation-failed', `not a valid graphql query: it is nested deeper than ${MAX_NESTING} levels`, {
      path: '$.query',
    });
  }
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (cause) {
    const reason = cause instanceof Error && cause.message.includes(' tokens') ? `: it has more than ${MAX_TOKENS} tokens` : '';
    throw new EngineError('validation-failed', `not a valid graphql query${reason}`, { path: '$.query', cause });
  }
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      const name = definition.name.value;
      if (fragments.has(name)) throw new EngineError('parse-failed', `multiple definitions for fragment "${name}"`);
      fragments.set(name, definition);
    } else throw new EngineError('validation-failed', 'not a valid graphql query', { path: '$.query' });
  }
  return { operations, fragments };
}

export function selectOperation(document: RequestDocument, name: string | null): OperationDefinitionNode {
  const { operations } = document;
  const [only] = operations;
  if (name === null) {
    if (only && operations.length === 1) return only;
    throw new EngineError(
      'validation-failed',
      'exactly one operation has to be present in the document when operationName is not specified',
    );
  }
  const found = operations.find((o) => o.name?.value === name);
  if (!found) throw new EngineError('validation-failed', `no such operation found in the document: "${name}"`);
  return found;
}

const QUOTE = 34;
const HASH = 35;
const BACKSLASH = 92;

/** The deepest nesting of brackets, strings and comments left out. Stops counting where the limit is passed. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = text.startsWith('"""', i) ? endOfBlockString(text, i + 3) : endOfString(text, i + 1);
        break;
      case HASH:
        while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++;
        break;
      case 40: // (
      case 91: // [
      case 123: // {
        if (++depth > deepest) deepest = depth;
        if (deepest > MAX_NESTING) return deepest;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        depth--;
        break;
    }
  }
  return deepest;
}

function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE || code === 10 || code === 13) return i;
  }
  return text.length;
}

function endOfBlockString(text: string, from: number): number {
  for (let end = text.indexOf('"""', from); end >= 0; end = text.indexOf('"""', end + 3)) {
    if (text.charCodeAt(end - 1) !== BACKSLASH) return end + 2;
  }
  return text.length;
}
