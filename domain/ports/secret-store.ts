/** Keeps the values of secrets, so that a copy of the database alone reveals none of them. */

export interface SecretStore {
  /** Written beside each reference, so that values of one store can be told from those of another: `local`, `vault`. */
  readonly name: string;
  /** Names of the stores whose references it opens: its own, and those that values are moved from. */
  readonly opens: readonly string[];
  /**
   * Takes a new version of a secret. The reference belongs to this address alone: with any other it opens nothing. Putting the same
   * address again gives a reference that reads what was put last.
   * @throws Fault reject (too large) | retry (cannot be reached, busy) | auth (it does not let us in)
   */
  put(address: SecretAddress, value: string, signal?: AbortSignal): Promise<SecretReference>;
  /**
   * The value of one version.
   * @throws Fault gone (destroyed, or never there) | reject (another address, changed, or a key that is lost) | retry | auth
   */
  get(address: SecretAddress, sealed: string, signal?: AbortSignal): Promise<string>;
  /** Removes what a reference occupies outside; what was put at the same address later stays. Destroying the absent succeeds. @throws Fault retry | auth */
  destroy(sealed: string, signal?: AbortSignal): Promise<void>;
  /** Where others find the value who may read the store themselves; null: nowhere, it is in the reference. */
  locate(sealed: string): SecretLocation | null;
  /** What references begin with that need not be rewrapped: letters, digits and dots. */
  currentPrefix(signal?: AbortSignal): Promise<string>;
  /** The same value as `put` would keep it now; the old reference still opens as long as its key, or its store, is known. @throws as `get` */
  rewrap(address: SecretAddress, sealed: string, signal?: AbortSignal): Promise<SecretReference>;
}

/** What a value belongs to; bound to it, so that nobody can move one version's value to another place. */
export interface SecretAddress {
  readonly organizationId: string;
  readonly scope:
    | 'organization'
    | 'project'
    | 'environment'
    | 'service'
    | 'git_connection'
    | 'registry_credential'
    | 'database'
    | 'cluster'
    | 'kubeconfig_grant'
    | 'webhook'
    | 'notification_channel';
  /** Id of what the scope names. */
  readonly targetId: string;
  readonly key: string;
  /** A version's own id, unique for ever. */
  readonly versionId: string;
}

export interface SecretLocation {
  /** Below the store's mount. */
  readonly key: string;
  readonly property: string;
  readonly version: string;
}

export interface SecretReference {
  /** Opaque: an encrypted value, or where one is kept. At most 128 KiB. */
  readonly sealed: string;
  readonly keyId: string | null;
}
