/** The few variables of the host that builds and apps need to work at all; everything else of NorthStack's environment stays out. */

const passed =
  /^(PATH|LANG|LC_[A-Z]+|TZ|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|https?_proxy|no_proxy|all_proxy|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO|npm_config_registry|NPM_CONFIG_REGISTRY|PIP_[A-Z_]+|GOPROXY|GONOSUMDB|GOSUMDB)$/;

export function hostEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const base: Record<string, string> = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
  for (const [name, value] of Object.entries(env)) if (value !== undefined && passed.test(name)) base[name] = value;
  return base;
}
