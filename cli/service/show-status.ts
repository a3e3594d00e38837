/** Prints service instances, once or each time something changes. */
import { type InstanceStateFragment, InstancesDocument, WatchInstancesDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { emulatedAt } from '../connection/emulated-at.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';
import { findService, serviceName } from './find-service.ts';
import { domainLines, instanceHeadings, instanceRow, instanceTrouble, regionTrouble, scalingNote } from './instance-line.ts';

export interface StatusRequest {
  readonly service: string | undefined;
  readonly environment?: string;
  readonly once?: boolean;
  readonly watch?: boolean;
}

export async function showStatus(connection: Connection, output: Output, request: StatusRequest): Promise<void> {
  const emulated = await emulatedAt(connection.url);
  const head =
    emulated.length === 0 ? '' : `${output.paint('yellow', 'EMULATED, nothing of it is real:')} ${emulated.join(' · ')}\n\n`;
  const where = await instancesAt(connection, request);
  if (!request.watch && (request.once || !output.interactive)) {
    const { service_instances } = await connection.client.request(InstancesDocument, where, { idempotent: true });
    output.result(service_instances, () => head + screen(output, service_instances));
    return;
  }
  let shown: readonly InstanceStateFragment[] = [];
  // Ages grow though nothing changes.
  const clock = output.interactive ? setInterval(() => repaint(output, head, screen(output, shown)), 1_000) : undefined;
  try {
    for await (const { service_instances } of (await connection.subscriptions()).iterate(WatchInstancesDocument, where)) {
      shown = service_instances;
      if (output.interactive) repaint(output, head, screen(output, shown));
      else output.event({ event: 'status', instances: shown }, head + screen(output, shown));
    }
  } finally {
    clearInterval(clock);
  }
}

/** Which instances are asked for. */
export async function instancesAt(connection: Connection, { service, environment }: StatusRequest) {
  return { ...(await place(connection, service)), environment: environment ?? '%' };
}

async function place(connection: Connection, name: string | undefined): Promise<{ project: string; service: string }> {
  if (name === undefined) return { project: '%', service: '%' };
  if (name.endsWith('/')) return { project: name.slice(0, -1), service: '%' };
  const service = await findService(connection, name);
  const [project = '', slug = ''] = serviceName(service).split('/');
  return { project, service: slug };
}

function screen(output: Output, instances: readonly InstanceStateFragment[]): string {
  const rows = instances.map((i) => instanceRow(output, i));
  const troubles = instances.flatMap((i) => {
    return [instanceTrouble(i), regionTrouble(i)].flatMap((trouble) =>
      trouble === null ? [] : [`${output.paint('red', serviceName(i.service))} ${trouble}`],
    );
  });
  const notes = instances.flatMap((i) => {
    const note = scalingNote(i);
    return note === null ? [] : [`${output.paint('dim', serviceName(i.service))} ${note}`];
  });
  const domains = instances.flatMap((i) => domainLines(output, i));
  const text = table(instanceHeadings, rows, 'Nothing was deployed yet: «northstack deploy <project>/<service>» does.');
  return [text, troubles.join('\n'), domains.join('\n'), notes.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** Moves to the top left, paints, and clears what is left of the screen before. */
export function repaint(output: Output, head: string, text: string): void {
  const lines = (head + text).replaceAll('\n', '\u001b[K\n');
  process.stdout.write(`\u001b[H${lines}\u001b[K\n\u001b[J${output.paint('dim', 'Ctrl-C ends')}`);
}
