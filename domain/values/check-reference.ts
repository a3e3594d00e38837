/** What may stand for a revision: a branch, a tag or a commit, by git's own naming rules (git-check-ref-format). */
import { Fault } from '../../kit/fault.ts';

/** @throws Fault reject `invalid-reference` */
export function checkReference(reference: string): string {
  const name = reference.replace(/^refs\/(heads|tags)\//, '');
  const bad =
    name === '' ||
    name.length > 250 ||
    name.startsWith('-') ||
    name.startsWith('/') ||
    name.endsWith('/') ||
    name.endsWith('.') ||
    name.includes('..') ||
    name.includes('//') ||
    name.includes('@{') ||
    name === '@' ||
    /[\s~^:?*[\\\x00-\x1f\x7f]/.test(name) ||
    name.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'));
  if (bad)
    throw new Fault('reject', {
      code: 'invalid-reference',
      message: `«${reference.slice(0, 100)}» cannot be a branch, tag or commit.`,
    });
  return reference;
}
