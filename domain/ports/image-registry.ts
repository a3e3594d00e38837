/** Says which image a name means now, so that a version runs the same image for ever. */

export interface ImageRegistry {
  /**
   * `sha256:…` of the manifest (or index) that `image` names; of a name with a digest that digest, unasked.
   * @throws Fault reject (no image reference, or a registry that may not be reached) | gone (no such image, or not for this credential)
   *   | auth (the registry refuses the credential) | retry
   */
  digestOf(image: string, credential: RegistryCredential | null, signal?: AbortSignal): Promise<string>;
  /** What the operator set for the installation's own registry; null for images elsewhere. `digestOf` uses it where none is given. */
  ownCredential(image: string): RegistryCredential | null;
}

/** Sent to the image's registry, or to whom that registry names for its tokens, and to nobody else. */
export interface RegistryCredential {
  readonly username: string;
  readonly password: string;
}
