/** What to do about a failure, by its code. */

const hints: Readonly<Record<string, string>> = {
  unreachable: 'Is NorthStack running there? Start one with «./northstack up», or name another with --url or NORTHSTACK_URL.',
  'not-signed-in': 'Sign in with «northstack login».',
  'session-ended': 'Sign in again with «northstack login».',
  'invalid-jwt': 'Sign in again with «northstack login», or renew NORTHSTACK_TOKEN.',
  'access-denied': 'Your role does not allow this: «northstack whoami» shows it. Ask an owner of the organization.',
  'permission-error': 'Your role does not allow this: «northstack whoami» shows it. Ask an owner of the organization.',
  'service-not-found': 'See «northstack services» for the names, as <project>/<service>.',
  'secret-not-found': 'See «northstack secrets list».',
  'quota-exceeded': '«northstack quotas» shows every quota and how much of it is used.',
  'project-not-found': 'See «northstack projects», or make it with «northstack projects create <slug>».',
  'no-repository': 'Deploy a folder with «northstack deploy <project>/<service> .» or set --repo when you create the service.',
};

export function hintFor(code: string): string | null {
  return hints[code] ?? null;
}
