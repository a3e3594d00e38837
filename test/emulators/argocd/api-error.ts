/** An error as argocd-server answers it: the code is gRPC's, and several codes share an HTTP status. */
const statuses: Readonly<Record<number, number>> = {
  1: 408,
  2: 500,
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  12: 501,
  13: 500,
  14: 503,
  16: 401,
};

export class ArgocdError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
  get status(): number {
    return statuses[this.code] ?? 500;
  }
  get body() {
    return { error: this.message, message: this.message, code: this.code, details: [] };
  }
}
