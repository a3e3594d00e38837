/** A setting that names a file with the certificates of an authority of one's own. */
import { readFile } from 'node:fs/promises';
import { Fault } from '../../kit/fault.ts';

/** @returns PEM, null without a file @throws Fault reject `invalid-settings` */
export async function readCertificates(variable: string, file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  const message = `Settings are wrong: ${variable} must name a file with certificates in PEM form.`;
  throw new Fault('reject', { code: 'invalid-settings', message });
}
