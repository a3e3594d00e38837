/** An action's output type, read once: `[User!]!` as nested wrappers around a name. */
import { Kind, parseType, type TypeNode } from 'graphql';

export type OutputType =
  | { readonly kind: 'named'; readonly name: string; readonly nullable: boolean }
  | { readonly kind: 'list'; readonly of: OutputType; readonly nullable: boolean };

const parsed = new Map<string, OutputType>();

/** The text comes from the metadata, which was checked when it was resolved; there are as many as the metadata names. */
export function outputType(text: string): OutputType {
  let type = parsed.get(text);
  if (type === undefined) {
    type = fromNode(parseType(text), true);
    parsed.set(text, type);
  }
  return type;
}

function fromNode(node: TypeNode, nullable: boolean): OutputType {
  switch (node.kind) {
    case Kind.NON_NULL_TYPE:
      return fromNode(node.type, false);
    case Kind.LIST_TYPE:
      return { kind: 'list', of: fromNode(node.type, true), nullable };
    case Kind.NAMED_TYPE:
      return { kind: 'named', name: node.name.value, nullable };
  }
}
