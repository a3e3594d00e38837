/** Messages of outside systems that something has changed there. */
export { argocdReceiver } from './argocd.ts';
export { coolifyReceiver } from './coolify.ts';
export { createInbox, type Inbox, MAX_MESSAGE_BYTES } from './inbox.ts';
export type { WebhookReceiver } from './receiver.ts';
