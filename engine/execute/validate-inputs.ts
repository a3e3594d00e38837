/** `validate_input` of the permissions that a transaction uses: their webhooks are asked before it begins (dialect §2.12). */
import { validateInput } from '../actions/validate-input.ts';
import { bindJson } from '../plan/bind.ts';
import type { InputValidation, InsertPlan } from '../plan/operation-plan.ts';
import type { WritingRoot } from '../sql/compile-mutation.ts';
import type { Run } from './execute.ts';

export async function validateInputs(run: Run, writes: readonly WritingRoot[]): Promise<void> {
  const { session, headers, signal } = run.context;
  for (const { webhook, input } of writes.flatMap(validationsOf)) {
    const text = bindJson(input, run.planned.variables);
    await validateInput(run.deps.actions, {
      validate: webhook,
      input: text,
      path: '$',
      session,
      headers,
      ...(signal ? { signal } : {}),
    });
  }
}

function validationsOf(write: WritingRoot): readonly InputValidation[] {
  switch (write.kind) {
    case 'insert':
      return ofInsert(write.insert);
    case 'update':
      return write.update.validateInput ? [write.update.validateInput] : [];
    case 'update_many':
      return write.updates.flatMap((update) => (update.validateInput ? [update.validateInput] : []));
    case 'delete':
      return write.delete.validateInput ? [write.delete.validateInput] : [];
    case 'function_mutation':
      return [];
  }
}

/** Nested rows are asked about table by table. */
function ofInsert(insert: InsertPlan): readonly InputValidation[] {
  const nested = insert.rows.flatMap((row) => [...row.before, ...row.after]).flatMap((n) => ofInsert(n.insert));
  return insert.validateInput ? [insert.validateInput, ...nested] : nested;
}
