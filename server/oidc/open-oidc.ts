/** The sign-in pages, from the settings. */
import type { ActionDeps } from '../../actions/index.ts';
import { openOidcProvider } from '../../adapters/oidc/open-provider.ts';
import type { OidcProviderConfig } from '../config/oidc-config.ts';
import type { Log } from '../log.ts';
import { openLoginSeal } from './login-state.ts';
import { createOidcPages, type Page } from './oidc-pages.ts';

export const openOidc = (deps: ActionDeps, providers: readonly OidcProviderConfig[], rootKey: string, log: Log): Page =>
  createOidcPages({
    deps,
    providers: providers.map((provider) => ({ ...provider, client: openOidcProvider(provider) })),
    seal: openLoginSeal(rootKey),
    onFailure: (error) => log.warn({ error }, 'a sign-in at a provider failed'),
  });
