/** A host name in lower case (RFC 1123): labels of letters, digits and hyphens, at most 63 each and 253 together. */
import { z } from 'zod';

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

export const hostname = z
  .string()
  .max(253)
  .regex(new RegExp(`^${label}([.]${label})*$`), {
    message: 'Give a host name such as git.example.com: lowercase letters, digits, hyphens and dots.',
  });

/** With a port when it is not the usual one. */
export const hostAndPort = z
  .string()
  .max(253)
  .regex(new RegExp(`^${label}([.]${label})*(:[0-9]{1,5})?$`), {
    message: 'Give a host name such as git.example.com or git.example.com:8443, in lower case.',
  });
