/** A host name of a team's own, as it is given: in lower case, international names in punycode. No address, no wildcard, nothing that is not in public DNS. */
import { z } from 'zod';

const name = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names of one machine or network (RFC 6761, 6762, 8375): nobody could prove them. */
const local = /[.](localhost|local|internal|invalid|home[.]arpa)$/;

/** At least two labels in lower case, the last of them no number: what a certificate can be issued for. */
export const isDomainName = (text: string): boolean => text.length <= 253 && name.test(text) && !/[.][0-9]+$/.test(text);

export const customDomain = z.string().transform((text, context) => {
  const hostname = toAscii(text.trim());
  if (hostname !== null && isDomainName(hostname) && !local.test(hostname)) return hostname;
  context.addIssue({
    code: 'custom',
    message: 'Give a domain of yours such as www.example.com: no scheme, port, path, wildcard or address, and no dot at the end.',
  });
  return z.NEVER;
});

/** As a browser would ask for it; null: it is no plain host name. */
function toAscii(text: string): string | null {
  if (text === '' || /[\s/\\?#@:[\]%*]/.test(text) || !URL.canParse(`http://${text}/`)) return null;
  return new URL(`http://${text}/`).hostname;
}
