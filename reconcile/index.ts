export type { Addresses } from './deps.ts';
export { createLogWriter, entryOf } from './log-writer.ts';
export { createMetricWriter } from './metric-writer.ts';
export { createReconciler, type ReconcileObservation, type Reconciler } from './reconciler.ts';
