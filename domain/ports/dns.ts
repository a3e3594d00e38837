/** What DNS says, as it is asked at this moment. A name that does not exist has nothing, which is no failure. */

export interface Dns {
  /** Of TXT records; pieces of one record are joined. @throws Fault retry `dns-unavailable` when nobody knows */
  texts(name: string): Promise<readonly string[]>;
  /** What the name is another name of (CNAME), in lower case, without a dot at the end. @throws Fault retry `dns-unavailable` */
  aliases(name: string): Promise<readonly string[]>;
  /** Of IPv4 and IPv6. @throws Fault retry `dns-unavailable` */
  addresses(name: string): Promise<readonly string[]>;
}
