/** What `up` tells whoever started it: sentences for people, or with `--json` one object a line on stdout. */

export type UpEvent =
  | { readonly event: 'starting'; readonly dataDir: string }
  | { readonly event: 'step'; readonly step: string; readonly durationMs: number }
  | { readonly event: 'warning'; readonly message: string }
  | {
      readonly event: 'ready';
      readonly url: string;
      readonly graphqlUrl: string;
      readonly adminSecretFile: string;
      readonly dataDir: string;
      readonly durationMs: number;
      /** What is not real, in words. */
      readonly emulated?: readonly string[];
      /** Only on the first start: a password that must be changed at the first sign-in. */
      readonly adminEmail?: string;
      readonly adminPassword?: string;
    }
  | { readonly event: 'stopping'; readonly signal: string }
  | { readonly event: 'stopped' }
  | { readonly event: 'error'; readonly code: string; readonly message: string };

export type Report = (event: UpEvent) => void;

/** stdout takes the result, stderr what is said on the way. */
export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export function createReporter(json: boolean, { stdout, stderr }: Output): Report {
  if (json) return (event) => stdout(`${JSON.stringify(event)}\n`);
  return (event) => {
    switch (event.event) {
      case 'starting':
        return stderr(`NorthStack starts (data in ${event.dataDir}) …\n`);
      case 'step':
        return;
      case 'warning':
        return stderr(`northstack: ${event.message}\n`);
      case 'ready':
        return stdout(readyText(event));
      case 'stopping':
        return stderr(`\nStopping (${event.signal}; once more to force) …\n`);
      case 'stopped':
        return stderr('Stopped.\n');
      case 'error':
        return stderr(`northstack: ${event.message}\n`);
    }
  };
}

function readyText(event: UpEvent & { event: 'ready' }): string {
  const rows: [string, string][] = [
    ['Console', `${event.url}/console`],
    ['GraphQL', event.graphqlUrl],
    ['Admin secret', `in ${event.adminSecretFile}`],
  ];
  if (event.adminEmail && event.adminPassword) {
    rows.push(['Administrator', event.adminEmail], ['One-time password', event.adminPassword]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const emulated = event.emulated
    ? `\nEMULATED, nothing of it is real:\n${event.emulated.map((what) => `  - ${what}\n`).join('')}`
    : '';
  return `\nNorthStack is ready at ${event.url} (${(event.durationMs / 1000).toFixed(1)} s)\n\n${lines.join('\n')}\n${emulated}\nCtrl-C stops everything.\n`;
}
