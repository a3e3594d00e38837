/** A plan for people: what is made, changed and deleted, field by field. */
import type { Paint } from '../output/output.ts';
import type { FilePlan } from './plan-file.ts';

type Change = FilePlan['changes'][number];

export function showPlan(plan: FilePlan, paint: Paint): string {
  const changes = plan.changes.filter((c) => c.action !== 'unchanged');
  if (changes.length === 0) return `Nothing to change: what is there is what the file says (${plan.changes.length} things).`;
  const counts = [
    plan.creates > 0 ? paint('green', `${plan.creates} to create`) : null,
    plan.updates > 0 ? paint('yellow', `${plan.updates} to update`) : null,
    plan.deletes > 0 ? paint('red', `${plan.deletes} to delete`) : null,
  ];
  return [...changes.map((c) => showChange(c, paint)), '', `${counts.filter((c) => c !== null).join(', ')}.`].join('\n');
}

function showChange(change: Change, paint: Paint): string {
  const { action, path, fields } = change;
  const width = Math.max(0, ...fields.map((f) => f.field.length));
  const lines = fields.map(({ field, before, after }) => {
    const name = `    ${field.padEnd(width)}  `;
    if (before === null) return `${name}${paint('green', said(after))}`;
    if (after === null) return `${name}${paint('red', said(before))} ${paint('dim', '→ not set')}`;
    return `${name}${paint('red', said(before))} → ${paint('green', said(after))}`;
  });
  return [HEADS[action]?.(path, paint) ?? path, ...lines].join('\n');
}

const HEADS: Readonly<Record<string, (path: string, paint: Paint) => string>> = {
  create: (path, paint) => paint('green', `+ ${path}`),
  update: (path, paint) => paint('yellow', `~ ${path}`),
  delete: (path, paint) => paint('red', `- ${path}`),
};

/** On one line, with quotes where blanks at an end or control characters would not be seen. */
function said(value: string | null): string {
  if (value === null) return '';
  return value === '' || value !== value.trim() || /[\x00-\x1f\x7f]/.test(value) ? JSON.stringify(value) : value;
}
