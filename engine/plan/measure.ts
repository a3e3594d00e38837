/** The size of an operation as `api_limits` bounds it. Fragments count where they are spread. */
import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

export interface OperationMeasure {
  /** Fields within fields: `{ author { name } }` has a depth of 2. */
  readonly depth: number;
  /** Fields. */
  readonly nodes: number;
}

/** For an operation whose fragments form no cycle. Each fragment is measured once, so a bomb of fragments costs no more than its text. */
export function measureOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationMeasure {
  const known = new Map<string, OperationMeasure>();

  const fragment = (name: string): OperationMeasure => {
    let found = known.get(name);
    if (!found) {
      const definition = fragments.get(name);
      found = definition ? selections(definition.selectionSet) : { depth: 0, nodes: 0 };
      known.set(name, found);
    }
    return found;
  };
  const selections = (set: SelectionSetNode): OperationMeasure => {
    let depth = 0;
    let nodes = 0;
    for (const selection of set.selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragment(selection.name.value)
          : selection.selectionSet
            ? selections(selection.selectionSet)
            : { depth: 0, nodes: 0 };
      const own = selection.kind === Kind.FIELD ? 1 : 0;
      depth = Math.max(depth, inner.depth + own);
      nodes += inner.nodes + own;
    }
    return { depth, nodes };
  };
  return selections(operation.selectionSet);
}
