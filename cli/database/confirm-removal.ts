/** What cannot be brought back is deleted only when somebody said so: `--yes`, or its name typed again. */
import { Fault } from '../../kit/fault.ts';
import type { Output } from '../output/output.ts';

/** @throws Fault reject */
export async function confirmRemoval(
  output: Output,
  name: string,
  yes: boolean,
  { how = '--yes', what = name }: { readonly how?: string; readonly what?: string | undefined } = {},
): Promise<void> {
  if (yes) return;
  if (!output.interactive)
    throw new Fault('reject', {
      code: 'not-confirmed',
      message: `Deleting ${what} cannot be undone. Say ${how} if you mean it.`,
    });
  const { ask } = await import('../output/ask.ts');
  const answer = await ask(`${what === name ? '' : `This deletes ${what}. `}This cannot be undone. Type ${name} to delete it: `);
  if (answer !== name) throw new Fault('reject', { code: 'not-confirmed', message: 'Nothing was deleted.' });
}
