/** How metadata names a table or function: `{schema, name}`, or a bare string that means schema `public`. */
import { z } from 'zod';

export const QualifiedName = z.union([z.string().min(1), z.object({ schema: z.string().nullish(), name: z.string().min(1) })]);
export type QualifiedName = z.infer<typeof QualifiedName>;

export interface Qualified {
  readonly schema: string;
  readonly name: string;
}

export const qualify = (name: QualifiedName): Qualified =>
  typeof name === 'string' ? { schema: 'public', name } : { schema: name.schema ?? 'public', name: name.name };

export const sameName = (a: QualifiedName, b: QualifiedName): boolean => {
  const [x, y] = [qualify(a), qualify(b)];
  return x.schema === y.schema && x.name === y.name;
};

/** As messages write it: `author`, or `schema.author` outside of public. */
export const display = ({ schema, name }: Qualified): string => (schema === 'public' ? name : `${schema}.${name}`);
