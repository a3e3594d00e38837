/** docs/settings.md and deploy/settings.env.example, written from the list of settings. */
import { SETTINGS } from '../../server/config/known-settings.ts';

export const settingsPage = (): string => `# Settings

Every variable that NorthStack reads, for \`./northstack up\`, \`serve actions\` and \`serve events\` alike; the [README](../README.md#settings) says more about each part. A variable
whose meaning begins with «file» names one, and so do those that end in \`_FILE\`. Empty is the same as absent. A name that begins with \`NORTHSTACK_\` and is not here is told when a
process starts: it is probably misspelled. Written from \`server/config/known-settings.ts\`; \`npx vitest run --project unit test/docs -u\` writes it anew.

In production they belong to \`actions\` and \`events\` both, because actions look at the platforms that events move: on Kubernetes into the ConfigMap \`northstack-settings\`, secrets
into the Secret \`northstack-services\`, files into the Secret \`northstack-files\`, which is mounted at \`/etc/northstack\`; with Docker Compose into
\`deploy/compose/secrets/services.env\` and the folder \`deploy/compose/secrets/files\`, which is mounted there too. \`deploy/settings.env.example\` has all of them.
${Object.entries(SETTINGS)
  .map(
    ([about, settings]) => `
## ${about}

| variable | |
|---|---|
${Object.entries(settings)
  .map(([name, means]) => `| \`${name}\` | ${means} |`)
  .join('\n')}
`,
  )
  .join('')}`;

export const settingsExample =
  (): string => `# Every setting of NorthStack (docs/settings.md says more): take the lines you need into deploy/compose/secrets/services.env, or into the
# ConfigMap northstack-settings and the Secret northstack-services. Files belong to /etc/northstack.
${Object.entries(SETTINGS)
  .map(
    ([about, settings]) => `
## ${about}
${Object.entries(settings)
  .map(([name, means]) => `# ${name}=    ${means.replaceAll('`', '')}`)
  .join('\n')}
`,
  )
  .join('')}`;
