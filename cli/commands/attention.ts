/** `northstack attention`: what whoever runs the platform should look at, on one page. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const attentionCommand = (): Command =>
  remoteCommand({
    name: 'attention',
    summary: 'list what does not go by itself, over all organizations (platform administrators)',
    examples: ['northstack attention', 'northstack attention --json'],
  }).action((flags: CommonFlags) =>
    withConnection(flags, async (connection, output) => {
      const { listAttention } = await import('../organization/attention.ts');
      await listAttention(connection, output, Date.now());
    }),
  );
