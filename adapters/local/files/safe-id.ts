/** Ids become file names here, so only letters, digits, `-` and `_` are taken. */
import { Fault } from '../../../kit/fault.ts';

/** @throws Fault reject `invalid-id` */
export function safeId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(id))
    throw new Fault('reject', { code: 'invalid-id', message: `«${id.slice(0, 80)}» is not a valid id.` });
  return id;
}
