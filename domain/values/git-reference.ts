/** A branch, tag or commit: what git's own naming rules allow, and never something git could take as an option. */
import { z } from 'zod';

export const gitReference = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!-)[^\x00-\x20\x7f~^:?*[\\]+$/u, { message: 'Give the name of a branch or tag, or a commit.' });
