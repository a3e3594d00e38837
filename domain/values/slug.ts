/** A name in addresses: lowercase letters, digits and hyphens, at most 40, so that `service-environment` is still a DNS label. */
import { z } from 'zod';

export const slug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  message: 'Use lowercase letters, digits and hyphens, at most 40, with a letter or digit at both ends.',
});
