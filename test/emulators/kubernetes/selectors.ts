/** Label and field selectors of list and watch requests. */
import { ApiError } from './api-error.ts';
import type { KubernetesObject } from './resources.ts';

export type Selector = (object: KubernetesObject) => boolean;

/** @throws ApiError 400 */
export function parseSelectors(labels: string | null, fields: string | null): Selector {
  const tests = [...split(labels).map(labelTest), ...split(fields).map(fieldTest)];
  return (object) => tests.every((test) => test(object));
}

/** Commas inside parentheses belong to a set. */
const split = (text: string | null): string[] =>
  (text ?? '')
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function labelTest(text: string): Selector {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((v) => v.trim());
    return (o) => {
      const value = o.metadata.labels?.[key];
      return operator === 'in' ? value !== undefined && values.includes(value) : value === undefined || !values.includes(value);
    };
  }
  const [, key = '', operator, value] = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(text) ?? [];
  if (operator !== undefined) return (o) => ((o.metadata.labels?.[key] ?? null) === value) === (operator !== '!=');
  const [, not, name = ''] = /^(!?)([^=!\s]+)$/.exec(text) ?? [];
  if (name === '') throw new ApiError(400, 'BadRequest', `unable to parse requirement: ${text}`);
  return (o) => (o.metadata.labels?.[name] !== undefined) === (not === '');
}

function fieldTest(text: string): Selector {
  const [, path = '', operator, value] = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(text) ?? [];
  if (operator === undefined) throw new ApiError(400, 'BadRequest', `invalid selector: '${text}'; can't understand '${text}'`);
  const read = (object: unknown) =>
    path.split('.').reduce<unknown>((v, name) => (v as Record<string, unknown> | undefined)?.[name], object);
  return (o) => (String(read(o) ?? '') === value) === (operator !== '!=');
}
