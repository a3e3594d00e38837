/**
 * Who a request comes from, by `X-Forwarded-For`. The proxy in front of us appends its own peer; when that is a proxy of this machine,
 * the entry before it is the client. Entries before are whatever the client wrote. Empty when nobody is named.
 */
export function clientAddress(forwardedFor: string): string {
  const hops = forwardedFor.split(',').map((hop) => hop.trim());
  const last = hops.at(-1) ?? '';
  return /^(127\.|::1$|::ffff:127\.)/.test(last) ? (hops.at(-2) ?? last) : last;
}
