/** What a sender of webhooks is to us: how its messages are known to be its own, and which thing each of them is about. */

/** Which thing to look at. A message never says more than that: what has become of the thing is asked of the sender's own API. */
export interface Hinted {
  readonly kind: 'build' | 'instance';
  readonly id: string;
}

export interface InboundMessage {
  /** Parts of the path behind the sender's name, decoded. */
  readonly path: readonly string[];
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came. */
  readonly body: Uint8Array;
}

export type Verdict =
  /** It does not have the secret. */
  | { readonly state: 'stranger' }
  /** It has, and says nothing that can be read. */
  | { readonly state: 'unreadable'; readonly reason: string }
  /** It is genuine and about nothing of ours, or nothing that anybody waits for. */
  | { readonly state: 'ignored' }
  | {
      readonly state: 'accepted';
      /** The same for every delivery of the same message. */
      readonly key: string;
      /** Asks whoever knows for certain. null: it is not ours. */
      readonly confirm: (signal: AbortSignal) => Promise<Hinted | null>;
    };

export interface WebhookReceiver {
  /** As it stands in the path: `/webhooks/<name>/…`. */
  readonly name: string;
  receive(message: InboundMessage): Verdict;
}
