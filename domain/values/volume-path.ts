/** Where a volume is in a container: an absolute path below the root, without what separates paths in the options of container runtimes. */
import { z } from 'zod';

export const volumePath = z
  .string()
  .max(255)
  .regex(/^(?!.*(\/\/|\/\.{1,2}(\/|$)))\/[^\x00-\x20\x7f:,]*[^\x00-\x20\x7f:,/]$/, {
    message: 'A volume’s folder is an absolute path, not the root, without spaces, colons and commas.',
  });
