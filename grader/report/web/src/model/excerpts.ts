import type { Excerpt, Location } from "./report";

export interface SourceLine {
  number: number;
  text: string;
  isNamed: boolean; // the location itself
}

/** The lines around a location, at most `around` before and after it; empty where they are not in the report. */
export function linesAround(excerpts: Excerpt[], location: Location, around: number): SourceLine[] {
  const { file, line } = location;
  if (line === null) return [];
  const excerpt = excerpts.find(
    ({ file: name, first_line, lines }) => name === file && first_line <= line && line < first_line + lines.length,
  );
  if (!excerpt) return [];
  return excerpt.lines
    .map((text, index) => ({ number: excerpt.first_line + index, text, isNamed: excerpt.first_line + index === line }))
    .filter(({ number }) => Math.abs(number - line) <= around);
}

/** "src/breaker.cpp:41:17", as far as it is known. */
export function placeName({ file, line, column }: Location): string {
  return [file, line, line === null ? null : column].filter((part) => part !== null && part !== "").join(":");
}
