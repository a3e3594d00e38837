/** The engine's observations as log lines: what an operator may have to act on at warn and above, the daily business at debug. */
import type { Observation, Observe } from '../../engine/index.ts';
import type { Log } from '../log.ts';

export const engineObserver =
  (log: Log): Observe =>
  (observation) =>
    log[levelOf(observation)](observation, 'engine');

function levelOf(observation: Observation): 'debug' | 'info' | 'warn' | 'error' {
  switch (observation.kind) {
    case 'internal-error':
      return 'error';
    case 'event-failed':
    case 'cron-failed':
    case 'cron-dead':
    case 'jwk-failed':
    case 'database-lost':
      return 'warn';
    case 'started':
    case 'stopped':
    case 'metadata-changed':
    case 'database-back':
    case 'jwk-refreshed':
      return 'info';
    case 'http-request':
      return observation.status >= 500 ? 'warn' : 'debug';
    default:
      return 'debug';
  }
}
