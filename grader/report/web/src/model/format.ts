const units: [number, string][] = [
  [3_600e9, "h"],
  [60e9, "min"],
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];

/** At most three decimals of the largest fitting unit up to seconds: "30.005 s", "250 ms", "0 s". */
export function formatDuration(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  const [unit, name] = units.find(([least]) => least <= 1e9 && size >= least) ?? [1e9, "s"];
  return `${trimmed(nanoseconds / unit)} ${name}`;
}

/** For an axis, where hours are read better than thousands of seconds. */
export function formatLongDuration(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  const [unit, name] = units.find(([least]) => size >= least * 2 || (least <= 1e9 && size >= least)) ?? [1e9, "s"];
  return `${trimmed(nanoseconds / unit)} ${name}`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** Three significant digits, with separators from ten thousand on. */
export function formatFigure(value: number | null): string {
  if (value === null) return "not a number";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en");
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

const bytes = ["B", "KiB", "MiB", "GiB", "TiB"];

export function formatBytes(count: number): string {
  let size = count;
  let unit = 0;
  for (; size >= 1024 && unit < bytes.length - 1; ++unit) size /= 1024;
  return `${Number(size.toFixed(1))} ${bytes[unit]}`;
}

/** "2026-03-01T23:12:00Z" as "2026-03-01 23:12:00 UTC". */
export function formatTime(time: string): string {
  return time.replace("T", " ").replace(/Z$/, " UTC");
}

export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}
