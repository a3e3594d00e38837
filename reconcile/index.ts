export type { Addresses, ReconcileDeps, Ref } from './deps.ts';
export { createLogWriter, type LogWriterObservation } from './log-writer.ts';
export { createMetricWriter } from './metric-writer.ts';
export { createReconciler, type ReconcileObservation, type Reconciler } from './reconciler.ts';
