/**
 * The namespace of an environment: the one that was chosen for it, or one made of its id. Slugs change and workloads do not move, so no slug is
 * in it; the namespace's labels say for people what it is.
 */
export const namespaceOf = (environment: { readonly id: string; readonly namespace: string | null }): string =>
  environment.namespace ?? `ns-${environment.id.replaceAll('-', '').slice(0, 20)}`;
