/** `Promise.withResolvers`, which PostGraphile expects and Node 20 has not. */

function withResolvers<T>() {
  let settle: [(value: T | PromiseLike<T>) => void, (reason?: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<T>((resolve, reject) => {
    settle = [resolve, reject];
  });
  return { promise, resolve: settle[0], reject: settle[1] };
}

if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
