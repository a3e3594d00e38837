/** Go: one binary from the module's root, when the toolchain is here. */
import { NothingDetected, type Recipe, type SourceFacts } from './recipe.ts';

/** @throws NothingDetected without the toolchain. */
export function planGo(facts: SourceFacts): Recipe {
  if (!facts.tools.has('go'))
    throw new NothingDetected('This is a Go module, but this machine has no `go` command. Install Go and deploy again.');
  return {
    framework: 'go',
    install: ['go mod download'],
    build: 'go build -trimpath -o .northstack/app .',
    release: null,
    processes: { web: './.northstack/app' },
    staticRoots: [],
  };
}
