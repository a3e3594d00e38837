/** What `up --emulate` says is not real; nothing where everything is, or where nobody says. */
import { z } from 'zod';

const readiness = z.object({ emulated: z.array(z.string()).default([]) });

export async function emulatedAt(url: string): Promise<readonly string[]> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return readiness.parse(await answer.json()).emulated;
  } catch {
    return [];
  }
}
