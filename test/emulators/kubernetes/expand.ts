/**
 * What a kubelet makes of a container's command and variables: `$(NAME)` is the variable of that name when an earlier one has it and stays as it is
 * otherwise, two dollars are one. Source: kubernetes `third_party/forked/golang/expansion/expand.go`.
 */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) =>
    name === undefined ? '$' : Object.hasOwn(variables, name) ? String(variables[name]) : whole,
  );
}

/** A container's variables, as its program sees them. */
export function expandAll(env: readonly { readonly name: string; readonly value?: string }[]): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const { name, value = '' } of env) seen[name] = expand(value, seen);
  return seen;
}
