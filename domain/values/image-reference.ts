/** A container image: registry, name, tag, digest (the distribution specification's grammar in outline). */
import { z } from 'zod';

export const imageReference = z
  .string()
  .max(512)
  .regex(/^[a-z0-9][^\x00-\x20\x7f]*$/u, { message: 'Give an image reference such as registry.example.com/team/app:1.2.3.' });
