/** Posts messages to addresses that users chose. */

export interface HttpMessage {
  /** http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything, from looking up the name to the end of the answer. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** The beginning of the body as text, at most 1,000 characters. */
  readonly excerpt: string;
  /** What `Retry-After` asks for; null: nothing. */
  readonly retryAfterMs: number | null;
}

export interface HttpSender {
  /**
   * Sends once. Redirects are an answer, not a way to go on. An address inside the installation's own network is refused, whatever name
   * leads there, unless the operator allowed it.
   * @throws Fault reject `target-refused` | retry `target-unreachable`, whose messages may be shown to whoever chose the address
   */
  post(message: HttpMessage): Promise<HttpAnswer>;
}
