/** Values as a row of bars, `▁▃█`, in as many characters as are wanted at most: each the mean of its part. The highest bar is `top`. */
const BARS = '▁▂▃▄▅▆▇█';

export function sparkline(values: readonly number[], width: number, top: number): string {
  const count = Math.min(width, values.length);
  return Array.from({ length: count }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count));
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    const height = top > 0 ? Math.round((mean / top) * (BARS.length - 1)) : 0;
    return BARS[Math.min(BARS.length - 1, Math.max(0, height))] ?? '';
  }).join('');
}
