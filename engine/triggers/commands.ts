/** The commands of this room for `/v1/metadata`; the composition root merges them with the others. */
import type { Commands } from '../metadata-api/command.ts';
import { eventCommands } from './event-commands.ts';
import { scheduledCommands } from './scheduled/scheduled-commands.ts';
import { transformCommands } from './transform-command.ts';

export const triggerCommands: Commands = { ...eventCommands, ...scheduledCommands, ...transformCommands };
