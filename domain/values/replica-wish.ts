/** How many replicas are wanted: a number, or a range in which they follow the load. As one value: `3`, `2..10 cpu 70%`, `2..10 cpu 70% memory 80%`. */
import { z } from 'zod';

export interface ReplicaWish {
  /** The fixed number, or the least of the range. */
  readonly least: number;
  /** The end of the range; null: a fixed number. */
  readonly most: number | null;
  /** What they shall use on average, in percent of what one requests; null: it does not count. */
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

/** A target for those who give a range without one. */
export const USUAL_CPU_PERCENT = 70;

const replicas = z.int().min(1).max(100);
const percent = z.int().min(1).max(100);

/** As a configuration writes it. */
export const replicaWish = z.union([
  replicas,
  z
    .strictObject({
      min: replicas.default(1),
      max: replicas,
      cpu: percent
        .describe('CPU that they shall use on average, in percent of what one requests. Default: 70, without memory.')
        .optional(),
      memory: percent.describe('The same for memory.').optional(),
    })
    .refine(({ min, max }) => min <= max, { message: 'The least must not be above the most.' })
    .describe('They follow the load: web services and workers that say what they request.'),
]);

export type GivenReplicas = z.output<typeof replicaWish>;

export function wishOf(given: GivenReplicas): ReplicaWish {
  if (typeof given === 'number') return { least: given, most: null, cpuPercent: null, memoryPercent: null };
  const { min, max, memory = null } = given;
  return { least: min, most: max, cpuPercent: given.cpu ?? (memory === null ? USUAL_CPU_PERCENT : null), memoryPercent: memory };
}

/** A fixed number stays a number. */
export function writeWish({ least, most, cpuPercent, memoryPercent }: ReplicaWish): string | number {
  if (most === null) return least;
  const targets = [cpuPercent === null ? '' : ` cpu ${cpuPercent}%`, memoryPercent === null ? '' : ` memory ${memoryPercent}%`];
  return `${least}..${most}${targets.join('')}`;
}

/** The other way; what is neither is a single replica. */
export function readWish(value: string | number | boolean | null): ReplicaWish {
  const [, least, most, cpu, memory] = /^(\d+)(?:\.\.(\d+)(?: cpu (\d+)%)?(?: memory (\d+)%)?)?$/.exec(String(value)) ?? [];
  const number = (text: string | undefined) => (text === undefined ? null : Number(text));
  return { least: number(least) ?? 1, most: number(most), cpuPercent: number(cpu), memoryPercent: number(memory) };
}
