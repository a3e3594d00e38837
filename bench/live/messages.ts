/** What the bench tells the processes with its clients. */
export type Order =
  | { readonly kind: 'connect'; readonly port: number; readonly from: number; readonly count: number; readonly address: string }
  | { readonly kind: 'report' };

/** Which row, with which value, when. */
export type Arrival = readonly [id: number, value: number, atMs: number];
