/** What an API key looks like: recognizable, so that scanners of repositories find leaked ones. */
import type { Tokens } from './tokens.ts';

export const API_KEY_PREFIX = 'nsk_';

export const apiKeyOf = (tokens: Tokens, id: string): string => `${API_KEY_PREFIX}${tokens.secretOf('api-key', id)}`;
