/** An engine alone in a process, for tests that kill one: settings from the environment, the port on standard output. */
import { parseConfig, startEngine } from '../../engine/index.ts';

const engine = await startEngine(parseConfig(process.env), {
  observe: (o) => {
    if (o.kind === 'internal-error') console.error(o.message, o.cause);
  },
});
process.stdout.write(`${engine.port}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void engine[Symbol.asyncDispose]().then(() => process.exit(0)));
}
