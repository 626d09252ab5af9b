import type { Report } from "./report";
import { visibleBlock, visibleLine } from "./visible";

/** What may have several lines: what programs printed, source, and sentences. */
const blocks = new Set(["log", "output", "lines", "expected", "actual", "message", "summary", "not_graded_because"]);

function readable(value: unknown, key: string): unknown {
  if (typeof value === "string") return blocks.has(key) ? visibleBlock(value) : visibleLine(value);
  if (Array.isArray(value)) return value.map((entry) => readable(entry, key));
  if (typeof value !== "object" || value === null) return value;
  // fromEntries defines each key as the object's own, also "__proto__".
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [visibleLine(name), readable(entry, name)]),
  );
}

/** The report in this page, all of its text made visible. */
export function readReport(json: string): Report {
  return readable(JSON.parse(json), "") as Report;
}
