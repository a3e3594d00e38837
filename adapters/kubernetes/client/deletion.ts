/** Why something that was deleted is still there, and since when: finalizers hold it, and a namespace says what is left in it. Pure. */
import { z } from 'zod';
import type { KubernetesObject } from './kind.ts';

const told = z.object({
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string().nullish() })),
  }),
});

/** Conditions of a namespace on its way out that say what keeps it. */
const KEEPS = /^Namespace(ContentRemaining|FinalizersRemaining|DeletionContentFailure|DeletionDiscoveryFailure)$/;

/** null: it is not being deleted. */
export function deletionOf(object: KubernetesObject): string | null {
  const { deletionTimestamp, finalizers = [], name } = object.metadata;
  if (deletionTimestamp === undefined) return null;
  const said = told.safeParse(object);
  const reasons = said.success ? said.data.status.conditions.filter((c) => KEEPS.test(c.type) && c.status === 'True') : [];
  const by = [...finalizers, ...reasons.flatMap(({ message }) => (message ? [message.replace(/\.$/, '')] : []))];
  const holding = by.length === 0 ? '' : `, held by ${by.join('; ')}`;
  return `${object.kind} ${name} is being deleted since ${deletionTimestamp}${holding}.`;
}
