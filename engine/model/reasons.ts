/** Several things wrong with one object, as Hasura tells them: `because x`, or a list. */
export function reasonText(problems: readonly string[]): string {
  const [only, ...more] = problems;
  return more.length === 0 ? `because ${only}` : `for the following reasons:\n${problems.map((p) => `  • ${p}\n`).join('')}`;
}
