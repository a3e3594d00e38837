/** A thing of ours that a platform holds, as its labels say. */
export interface Held {
  /** Our row's id. */
  readonly id: string;
  /** What the platform calls it. */
  readonly name: string;
  /** Which installation of NorthStack it belongs to; null: it does not say, as what was made before this was written on things. */
  readonly installation: string | null;
}
