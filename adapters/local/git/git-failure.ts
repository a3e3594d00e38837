/** Says in a user's words why git failed, from what it wrote. The wording is git's own, stable since 2.20 (and English: LC_ALL=C). */

export interface GitFailure {
  readonly code: 'repository-not-found' | 'repository-needs-credentials' | 'repository-unreachable' | 'git-failed';
  readonly message: string;
  /** Whether trying again soon may help. */
  readonly transient: boolean;
}

export function explainGitFailure(output: string, repository: string): GitFailure {
  if (
    /could not read (Username|Password)|Authentication failed|Permission denied|HTTP 40[13]|returned error: 40[13]|Invalid username or/i.test(
      output,
    )
  ) {
    return {
      code: 'repository-needs-credentials',
      message: `${repository} cannot be read: it does not exist or needs credentials.`,
      transient: false,
    };
  }
  if (
    /not found|does not exist|does not appear to be a git repository|no such file|not a git repository|error: 404/i.test(output)
  ) {
    return { code: 'repository-not-found', message: `There is no git repository at ${repository}.`, transient: false };
  }
  if (
    /resolve host|Connection (refused|reset|timed out)|timed out|unable to access|early EOF|hung up|returned error: 5\d\d|too slow/i.test(
      output,
    )
  ) {
    return { code: 'repository-unreachable', message: `${repository} cannot be reached.`, transient: true };
  }
  return { code: 'git-failed', message: `Reading ${repository} failed.`, transient: false };
}
