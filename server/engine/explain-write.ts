/** Says what a refused plain mutation means and what to do, beside the code and message that every Hasura answers. */
import { explainRefusal } from '../../domain/errors/explain-refusal.ts';
import type { StartOptions } from '../../engine/index.ts';

export const explainWrite: StartOptions['explain'] = ({ code, message }, { role }) => {
  if (role === 'admin') return null;
  const [, quota] = /quota-exceeded: (.*)$/s.exec(message) ?? [];
  if (quota !== undefined) return { code: 'quota-exceeded', message: quota };

  const NO_VALUE = {
    code: 'invalid-value',
    message: 'A value is not of the form that is taken here. Check texts, numbers, times and ids.',
  };
  const NOT_ALLOWED = {
    code: 'not-allowed',
    message: 'Your role may not write this row, or these values. Ask somebody who may.',
  };
  return explainRefusal(message) ?? (code === 'permission-error' ? NOT_ALLOWED : code === 'data-exception' ? NO_VALUE : null);
};
