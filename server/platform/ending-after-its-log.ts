/** A builder whose builds end when the database has what they said: whoever sees the end can read the whole log. */
import type { SourceBuilder } from '../../domain/ports/source-builder.ts';

export const endingAfterItsLog = (builder: SourceBuilder, written: () => Promise<void>): SourceBuilder => ({
  start: builder.start,
  observe: async (buildId, signal) => {
    const seen = await builder.observe(buildId, signal);
    if (seen.state === 'succeeded' || seen.state === 'failed' || seen.state === 'cancelled') await written();
    return seen;
  },
  cancel: builder.cancel,
  remove: builder.remove,
  list: builder.list,
});
