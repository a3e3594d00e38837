/** The Hasura version whose behaviour the engine has; the Hasura CLI compares it. */
export const VERSION = 'v2.36.0';
