/** Inputs that many commands have, and the answers they give. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';

export const requestId = z.guid();

/** What a mail to an address holds. */
export const mailToken = z.string().min(1).max(200);

/** The environment's slug. */
export const environmentSlug = z
  .string()
  .max(40)
  .nullish()
  .transform((slug) => slug ?? 'production');

export const reason = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => text ?? '');

/** Never answered, logged or stored in plain text. PostgreSQL's and the environment's texts have no NUL. */
export const secretValue = z
  .string()
  .refine((text) => !text.includes('\u0000'), { message: 'A secret cannot hold a zero byte.' })
  .refine((text) => new TextEncoder().encode(text).length <= 65_536, { message: 'A secret can have at most 64 KiB.' });

/** The text of a northstack.yaml. */
export const configText = z.string().min(1, { message: 'The file is empty.' }).max(1_000_000);

export const deploymentAnswer = z.object({ deploymentId: z.guid() });
export const buildAnswer = z.object({ buildId: z.guid() });
export const jobAnswer = z.object({ jobRunId: z.guid() });
export const instanceAnswer = z.object({ instanceId: z.guid() });
export const gitConnectionAnswer = z.object({ gitConnectionId: z.guid() });
export const registryCredentialAnswer = z.object({ registryCredentialId: z.guid() });
export const secretAnswer = z.object({ secretId: z.guid() });

export const serviceNotFound = (): Fault =>
  new Fault('gone', { code: 'service-not-found', message: 'There is no such service. Check the id.' });

export const secretNotFound = (): Fault =>
  new Fault('gone', { code: 'secret-not-found', message: 'There is no such secret. Check the id.' });

export const deploymentNotFound = (): Fault =>
  new Fault('gone', { code: 'deployment-not-found', message: 'There is no such deployment. Check the id.' });

export const buildNotFound = (): Fault =>
  new Fault('gone', { code: 'build-not-found', message: 'There is no such build. Check the id.' });

export const environmentNotFound = (slug: string): Fault =>
  new Fault('gone', {
    code: 'environment-not-found',
    message: `The project has no environment "${slug}". Create it first or name another.`,
  });

export const neverDeployed = (slug: string): Fault =>
  new Fault('conflict', {
    code: 'never-deployed',
    message: `The service was never deployed to "${slug}". Deploy it first.`,
  });

/** @throws Fault reject with the schema's own words */
export function checkedReference(schema: z.ZodType<string>, text: string | null): string {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new Fault('reject', { code: 'invalid-reference', message: result.error.issues[0]?.message ?? 'The reference is wrong.' });
}
