/** Settings that name files: what a variable means is the file's text. Read once, when the process starts. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';

/** @param missing what to say when the variable is not set */
export const textFile = (missing = 'is required: the path of a file') =>
  z.string(missing).transform((path, context) => {
    const text = textOf(path);
    if (text !== null) return text;
    context.addIssue({ code: 'custom', message: UNREADABLE });
    return z.NEVER;
  });

/** Certificates of an authority of one's own, PEM; null without a file. */
export const certificateFile = textFile()
  .refine((text) => text.includes('-----BEGIN CERTIFICATE-----'), 'must name a file with certificates in PEM form')
  .optional()
  .transform((text) => text ?? null);

/** For one of several paths in a variable. @throws Fault reject `invalid-settings` */
export function readSettingFile(variable: string, path: string): string {
  const text = textOf(path);
  if (text !== null) return text;
  throw new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${variable} ${UNREADABLE}.` });
}

const UNREADABLE = 'must name a file that can be read';

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
