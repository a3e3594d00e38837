/** Everything the local adapter has to tell its operator: logs, metrics and tests read these cases. */
export type LocalObservation =
  | { readonly type: 'build-state'; readonly buildId: string; readonly state: string; readonly step: string | null }
  | { readonly type: 'orphan-killed'; readonly pid: number; readonly mark: string }
  | { readonly type: 'process-started'; readonly instanceId: string; readonly pid: number; readonly port: number | null }
  | { readonly type: 'process-adopted'; readonly instanceId: string; readonly pid: number }
  | { readonly type: 'process-exited'; readonly instanceId: string; readonly pid: number; readonly code: number | null }
  | { readonly type: 'revision-state'; readonly instanceId: string; readonly revision: string; readonly phase: string }
  | { readonly type: 'output-skipped'; readonly file: string; readonly bytes: number }
  | {
      readonly type: 'database-started';
      readonly databaseId: string;
      readonly pid: number;
      readonly port: number;
      readonly adopted: boolean;
    }
  | { readonly type: 'database-ended'; readonly databaseId: string; readonly pid: number }
  | { readonly type: 'database-failed'; readonly databaseId: string; readonly step: string; readonly error: unknown }
  | { readonly type: 'unexpected'; readonly where: string; readonly error: unknown };
