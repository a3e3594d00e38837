/** From sending `deployService` to the first 200 of the new version through the proxy. The app has no build step. */
import { setTimeout as delay } from 'node:timers/promises';
import { webApp } from '../../test/e2e/support/apps.ts';
import type { Headers } from '../../test/e2e/support/graphql.ts';
import type { Northstack } from '../../test/e2e/support/northstack.ts';
import { createService, deploy } from '../../test/e2e/support/tenant.ts';
import { gitRepository } from '../../test/support/git-repository.ts';

/** @returns milliseconds of each deploy; the first one is of a service that never ran */
export async function mutationToAnswer(northstack: Northstack, developer: Headers, times: number): Promise<number[]> {
  await using repository = await gitRepository(webApp('0'));
  const service = await createService(northstack, developer, 'bench', { repository: repository.url });
  const took: number[] = [];
  for (let version = 1; version <= times; version += 1) {
    await repository.commit(webApp(String(version)));
    const startedAt = performance.now();
    await deploy(northstack, developer, service);
    while (!(await answers(northstack, String(version)))) await delay(5);
    took.push(performance.now() - startedAt);
  }
  return took;
}

async function answers(northstack: Northstack, version: string): Promise<boolean> {
  const answer = await northstack.fetch('/', { host: 'web.bench.localhost' });
  return answer.status === 200 && (await answer.text()).includes(`"version":"${version}"`);
}
