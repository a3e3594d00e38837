/** CPU and memory: what a service is promised (request) and what it may use (limit). */
import { z } from 'zod';

const range = (max: number) => z.object({ request: z.int().min(1).max(max), limit: z.int().min(1).max(max) });
const ordered = { message: 'The request must not be above the limit.' };

export const resourceLimits = z.object({
  cpuMillicores: range(256_000).refine((r) => r.request <= r.limit, ordered),
  memoryMegabytes: range(4_194_304).refine((r) => r.request <= r.limit, ordered),
});
