import { useReport } from "../hooks/report";
import { linesAround } from "../model/excerpts";
import type { Location } from "../model/report";

/** The lines of the submission around a place, the place itself marked. */
export function SourceExcerpt({ location, around }: { location: Location; around: number }) {
  const lines = linesAround(useReport().report.excerpts, location, around);
  if (lines.length === 0) return null;
  return (
    <div class="source-lines" role="region" tabIndex={0} aria-label={`Source of ${location.file}`}>
      {lines.map(({ number, text, isNamed }) => (
        <div key={number} class={isNamed ? "source-line source-line-named" : "source-line"}>
          <span class="line-number">{number}</span>
          <code>{text}</code>
        </div>
      ))}
    </div>
  );
}
