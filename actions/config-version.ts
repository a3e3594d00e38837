/**
 * The state that a plan was made of, as a text that a client hands back: a hash of every field the plan compared, so that what changed
 * meanwhile can be named. It holds no values.
 */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { projectOf, type Resource, type Scalar } from '../domain/config/resources.ts';
import { Fault } from '../kit/fault.ts';

const PREFIX = '1.';

const version = z.object({
  projects: z.array(z.string()),
  fields: z.record(z.string(), z.record(z.string(), z.string())),
});

export function stateVersion(projects: readonly string[], resources: readonly Resource[]): string {
  const fields = Object.fromEntries([...resources].sort(byPath).map((r) => [r.path, digests(r)]));
  const json = JSON.stringify({ projects: [...projects].sort(), fields });
  return PREFIX + deflateRawSync(json).toString('base64url');
}

/**
 * What is not any more as it was when the version was made, in sentences.
 * @throws Fault reject `invalid-state-version`
 */
export function changedSince(text: string, projects: readonly string[], resources: readonly Resource[]): readonly string[] {
  const { projects: known, fields: before } = parse(text);
  const current = new Map(resources.map((r) => [r.path, r]));
  const unplanned = projects.filter((p) => !known.includes(p)).map((p) => `${p} was not part of the plan.`);
  const gone = Object.keys(before)
    .filter((path) => projects.includes(projectOf(path)) && !current.has(path))
    .map((path) => `${path} was deleted since the plan.`);
  const other = resources.flatMap((resource) => {
    const then = before[resource.path];
    if (then === undefined)
      return known.includes(projectOf(resource.path)) ? [`${resource.path} was created since the plan.`] : [];
    const now = digests(resource);
    return [...new Set([...Object.keys(then), ...Object.keys(now)])]
      .filter((field) => then[field] !== now[field])
      .map((field) => `${resource.path}: ${field} has changed since the plan, ${said(resource.fields[field] ?? null)}.`);
  });
  return [...unplanned, ...gone, ...other];
}

const said = (value: Scalar): string => (value === null ? 'it is not set now' : `it is ${JSON.stringify(value)} now`);

function parse(text: string): z.output<typeof version> {
  try {
    if (!text.startsWith(PREFIX)) throw new Error('another format');
    const json = inflateRawSync(Buffer.from(text.slice(PREFIX.length), 'base64url'), { maxOutputLength: 16_000_000 });
    return version.parse(JSON.parse(json.toString('utf8')));
  } catch (cause) {
    throw new Fault('reject', {
      code: 'invalid-state-version',
      message: 'This is no state version. Ask planConfig for one and hand it over as it is.',
      cause,
    });
  }
}

/** 48 bits each: enough to notice a change, too little to guess a value by. */
const digests = ({ path, fields }: Resource): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .sort()
      .map(([field, value]) => [
        field,
        createHash('sha256')
          .update(JSON.stringify([path, field, value]))
          .digest('base64url')
          .slice(0, 8),
      ]),
  );

const byPath = (a: Resource, b: Resource): number => (a.path < b.path ? -1 : 1);
