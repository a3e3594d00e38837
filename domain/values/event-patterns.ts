/** Types of domain events that somebody wants to hear of: names, or with a `*` for any letters. The same rule is a check in the database. */
import { z } from 'zod';

export const eventPatterns = z
  .array(z.string().regex(/^[A-Za-z*]{1,80}$/, 'An event type has letters only, and * for any letters, for example *Failed.'))
  .min(1, 'Name at least one event type; * is all.')
  .max(50, 'Name at most 50 event types.');
