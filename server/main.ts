/** Entry of the production images. */
import { runUp } from './up/run-up.ts';

await runUp({});
