/**
 * Numbers that grow with time: milliseconds since the epoch times 2^22 plus a count, as decimal text (they do not fit a double). One
 * source never repeats or goes back, also when the clock does; two sources differ by the 10 bits of `source`.
 */
export type Snowflake = () => string;

export function createSnowflake(now: () => number = Date.now, source = Math.floor(Math.random() * 1024)): Snowflake {
  let millisecond = 0;
  let count = 0;
  return () => {
    const time = now();
    if (time > millisecond) {
      millisecond = time;
      count = 0;
    } else if (count === 4095) {
      millisecond += 1;
      count = 0;
    } else {
      count += 1;
    }
    return String((BigInt(millisecond) << 22n) | (BigInt(count) << 10n) | BigInt(source));
  };
}

/** Smaller than every number of this moment and later, larger than all before. */
export const snowflakeAt = (ms: number): string => String(BigInt(Math.floor(ms)) << 22n);
