/** What everything NorthStack runs takes when nobody asks for anything (Linux: /proc/<pid>/smaps_rollup). */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { processesOf } from '../../test/e2e/support/processes.ts';

export interface Memory {
  /** MB of pages in memory, shared ones included. */
  readonly resident: number;
  /** MB with shared pages divided among those who share them. */
  readonly proportional: number;
}

export async function memoryAtRest(data: string): Promise<{ total: Memory; parts: Record<string, Memory> }> {
  await delay(15_000);
  const groups = new Map<string, { resident: number; proportional: number }>();
  for (const { pid, command } of processesOf(data)) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
    const group = groups.get(groupOf(command)) ?? { resident: 0, proportional: 0 };
    groups.set(groupOf(command), {
      resident: group.resident + field('Rss'),
      proportional: group.proportional + field('Pss'),
    });
  }
  const rounded = ({ resident, proportional }: Memory): Memory => ({
    resident: Math.round(resident),
    proportional: Math.round(proportional),
  });
  const all = [...groups.values()];
  const sum = (key: keyof Memory) => all.reduce((total, memory) => total + memory[key], 0);
  return {
    total: rounded({ resident: sum('resident'), proportional: sum('proportional') }),
    parts: Object.fromEntries([...groups].map(([name, memory]) => [name, rounded(memory)])),
  };
}

function groupOf(command: string): string {
  if (command.includes('edge.js')) return 'edge';
  if (command.includes('cli.js')) return 'control plane';
  return command.startsWith('postgres') || command.includes('bin/postgres') ? 'database' : 'other';
}
