/** What an operation's text uses: its variables, through all fragments; cycles and unknown fragments are errors (dialect §3.6). */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { EngineError } from '../error.ts';

/** Selections within selections, fragments followed. */
const MAX_SELECTION_DEPTH = 500;

const tooDeep = () =>
  new EngineError('validation-failed', `not a valid graphql query: it selects deeper than ${MAX_SELECTION_DEPTH} levels`, {
    path: '$.query',
  });

/** Names of the variables that the operation's text mentions, also where `@skip` hides them. */
export function usedVariables(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Set<string> {
  const used = new Set<string>();
  const done = new Set<string>();
  const stack: string[] = [];
  let depth = 0;

  const value = (node: ValueNode): void => {
    switch (node.kind) {
      case Kind.VARIABLE:
        used.add(node.name.value);
        break;
      case Kind.LIST:
        node.values.forEach(value);
        break;
      case Kind.OBJECT:
        for (const field of node.fields) value(field.value);
        break;
    }
  };
  const directives = (nodes: readonly DirectiveNode[] | undefined) => {
    for (const directive of nodes ?? []) for (const argument of directive.arguments ?? []) value(argument.value);
  };
  const field = (node: FieldNode, path: string) => {
    for (const argument of node.arguments ?? []) value(argument.value);
    directives(node.directives);
    if (node.selectionSet) selections(node.selectionSet, `${path}.selectionSet.${node.name.value}`);
  };
  const spread = (name: string, path: string) => {
    if (done.has(name)) return;
    const start = stack.indexOf(name);
    if (start >= 0) {
      const cycle = stack.slice(start);
      throw new EngineError('validation-failed', `the fragment definition(s) ${englishList(cycle)} form a cycle`, { path });
    }
    const fragment = fragments.get(name);
    if (!fragment) throw new EngineError('validation-failed', `reference to undefined fragment "${name}"`, { path });
    stack.push(name);
    selections(fragment.selectionSet, `${path}.${name}`);
    stack.pop();
    done.add(name);
  };
  const selections = (set: SelectionSetNode, path: string): void => {
    if (++depth > MAX_SELECTION_DEPTH) throw tooDeep();
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) field(selection, path);
      else {
        directives(selection.directives);
        if (selection.kind === Kind.INLINE_FRAGMENT) selections(selection.selectionSet, path);
        else spread(selection.name.value, `${path}.selectionSet`);
      }
    }
    depth--;
  };

  directives(operation.directives);
  selections(operation.selectionSet, '$');
  return used;
}

/** `a`, `a and b`, `a, b and c`. */
function englishList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
