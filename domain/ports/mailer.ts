/** Sends e-mail. */

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The same when the same mail is sent again, so that mail servers can tell repeats. */
  readonly id: string;
}

export interface Mailer {
  /** Resolves when the mail server has taken responsibility. @throws Fault reject `mail-refused` | retry `mail-unavailable` */
  send(mail: Mail): Promise<void>;
}
