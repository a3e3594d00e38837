/** Lists what platforms hold with our labels although there is no row of it. */
import { StraysDocument } from '../../sdk/generated.ts';
import { asAdministrator } from '../connection/as-administrator.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

export async function listStrays({ client }: Connection, output: Output, all: boolean): Promise<void> {
  const where = all ? {} : { gone_at: { _is_null: true } };
  const { strays } = await client.request(StraysDocument, { where }, { idempotent: true, ...asAdministrator });
  output.result(strays, () =>
    table(
      ['KIND', 'PLATFORM', 'NAME', 'INSTALLATION', 'FOUND', 'SEEN LAST', ''],
      strays.map((stray) => [
        stray.kind.replace('_', ' '),
        stray.platform,
        stray.name === stray.thing_id ? stray.name : `${stray.name} (${stray.thing_id})`,
        stray.installation ?? 'not said',
        stray.first_seen_at.slice(0, 19),
        stray.last_seen_at.slice(0, 19),
        stray.gone_at === null ? '' : output.paint('dim', `gone ${stray.gone_at.slice(0, 19)}`),
      ]),
      all ? 'Nothing was found.' : 'Everything that is there has a row.',
    ),
  );
}
