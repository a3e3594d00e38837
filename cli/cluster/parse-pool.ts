/** `workers=3:t3.medium` or `control=3:t3.medium:control,etcd`: a node pool, its machines and what they are for. Without a word, for work. */
import { Fault } from '../../kit/fault.ts';
import type { NodePoolInput } from '../../sdk/generated.ts';

const ROLES = ['control', 'etcd', 'worker'] as const;
const form = /^([a-z0-9][a-z0-9-]*)=(\d+):([^:\s]+)(?::([a-z,]+))?$/;

/** @throws Fault reject `invalid-pool` */
export function parsePool(text: string): NodePoolInput {
  const [, name, quantity, machineType, words] = form.exec(text) ?? [];
  const roles = words?.split(',') ?? ['worker'];
  const known: readonly string[] = ROLES;
  if (name === undefined || machineType === undefined || !roles.every((role) => known.includes(role)))
    throw new Fault('reject', {
      code: 'invalid-pool',
      message: `«${text}» is no node pool. Write <name>=<machines>:<machine type>, and :control,etcd,worker for what they are for.`,
    });
  return {
    name,
    quantity: Number(quantity),
    machineType,
    controlPlane: roles.includes('control'),
    etcd: roles.includes('etcd'),
    worker: roles.includes('worker'),
  };
}
