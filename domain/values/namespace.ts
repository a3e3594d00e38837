/** A Kubernetes namespace: a DNS label (RFC 1123) that is not one of Kubernetes' own. */
import { z } from 'zod';

export const namespace = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    message: 'Use lowercase letters, digits and hyphens, at most 63, with a letter or digit at both ends.',
  })
  .refine((name) => !name.startsWith('kube-') && name !== 'default', { message: 'This name belongs to Kubernetes itself.' });
