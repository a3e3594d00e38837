/** Somebody else who knows who people are: an OpenID Connect provider. */

export interface IdentityProvider {
  /** Sends a person there. Nothing is kept: what the answer is checked with is handed back. @throws Fault retry `provider-unavailable` */
  begin(returnTo: string): Promise<LoginRequest>;
  /**
   * Checks what the person came back with: state, code, PKCE, nonce, signature.
   * @throws Fault auth `provider-refused` | retry `provider-unavailable`
   */
  finish(cameBackTo: URL, expected: LoginChecks): Promise<Identity>;
}

export interface LoginChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LoginRequest extends LoginChecks {
  readonly url: string;
}

export interface Identity {
  /** Never changes for one person at one provider. */
  readonly subject: string;
  readonly email: string | null;
  /** The provider vouches that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
}
