/** What accounts are made of: a name, a password good enough, an id. */
import { z } from 'zod';

export const personName = z.string().trim().min(1, { message: 'Say a name.' }).max(100, { message: 'At most 100 characters.' });

/** NIST SP 800-63B §3.1.1: length counts, composition does not. */
export const newPassword = z
  .string()
  .min(12, { message: 'At least 12 characters: a few words are easiest to remember.' })
  .max(1000, { message: 'At most 1,000 characters.' });
