/** What is said when a written row does not satisfy its permission's check. */
export const CHECK_FAILED = {
  code: 'permission-error',
  message: 'check constraint of an insert/update permission has failed',
} as const;
