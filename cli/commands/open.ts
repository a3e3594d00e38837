/** `northstack open`: opens a web service's address in the browser. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface OpenFlags extends CommonFlags {
  readonly environment: string;
  readonly print?: boolean;
}

export const openCommand = (): Command =>
  remoteCommand({
    name: 'open',
    summary: "open a web service's address in the browser",
    examples: ['northstack open shop/web', 'curl "$(northstack open shop/web --print)"'],
  })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'which environment', 'production')
    .option('--print', 'only print the address')
    .action((name: string, flags: OpenFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ findService, serviceName }, { Fault }, { openBrowser }] = await Promise.all([
          import('../service/find-service.ts'),
          import('../../kit/fault.ts'),
          import('../output/open-browser.ts'),
        ]);
        const service = await findService(connection, name);
        const url = service.instances.find((i) => i.environment.slug === flags.environment)?.url;
        if (!url)
          throw new Fault('gone', {
            code: 'no-address',
            message: `${serviceName(service)} has no address in ${flags.environment}: it is no web service or was never deployed there.`,
          });
        output.result({ url }, () => url);
        if (!flags.print && output.interactive) await openBrowser(url);
      }),
    );
