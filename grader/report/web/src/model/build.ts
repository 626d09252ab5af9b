import { formatBytes, formatDuration } from "./format";
import type { Build } from "./report";

/** "3.1 s, 5 s of a processor, at most 212 MiB of memory", as far as it was measured. */
export function resourcesUsed({ wall_ns, cpu_ns, peak_memory_bytes }: Build): string {
  const parts = [formatDuration(wall_ns)];
  if (cpu_ns > 0) parts.push(`${formatDuration(cpu_ns)} of a processor`);
  if (peak_memory_bytes > 0) parts.push(`at most ${formatBytes(peak_memory_bytes)} of memory`);
  return parts.join(", ");
}
