/** A certificate for `localhost` that nobody vouches for, valid for a hundred years. It guards nothing. */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjmPncaJomfhE7cDb
8b+qounYiYdT14WEiR4MsRihp1ShRANCAARj9/4y/yVdLjrOMG/xXvl0drMqKi1s
sA4//xdcinbMd0aboH/ObEH5yjTHtjOKRxroT2SvwD3d5cQ+y2crwVT2
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUPXBYm16NPydp7e7hOwGh9AvjTuEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEzMDc0M1oYDzIxMjYxMDI4
MTMwNzQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARj9/4y/yVdLjrOMG/xXvl0drMqKi1ssA4//xdcinbMd0aboH/ObEH5
yjTHtjOKRxroT2SvwD3d5cQ+y2crwVT2o1MwUTAdBgNVHQ4EFgQUB7izvndh7mv/
MT+RJrJzBMnfATIwHwYDVR0jBBgwFoAUB7izvndh7mv/MT+RJrJzBMnfATIwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAjid9H2TbYwXVzdEhnAWl
maKpVKk+Wq0kw8xkSAfsb2UCIQCfZz2T21FmZFimbFiNtI37BlQtzUFcdDVhDkPa
pVocwg==
-----END CERTIFICATE-----`,
};
