/** A small seeded generator, so that a failing query can be made again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Between one and `most` of the items, in random order. */
  some<T>(items: readonly T[], most: number): T[] {
    const rest = [...items];
    const out: T[] = [];
    for (let n = 1 + this.below(Math.min(most, items.length)); n > 0 && rest.length > 0; n--) {
      out.push(...rest.splice(this.below(rest.length), 1));
    }
    return out;
  }
}
