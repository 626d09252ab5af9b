import { counted, formatDuration } from "../model/format";
import type { Span } from "../model/report";
import { ShowMore } from "./show_more";

/** The ribbon and the bands in words. */
export function SpanList({ spans, omitted }: { spans: Span[]; omitted: number }) {
  return (
    <details class="span-list">
      <summary>Faults and states in words ({spans.length.toLocaleString("en")})</summary>
      <ShowMore
        entries={spans}
        first={50}
        what="faults and states"
        render={(span) => (
          <p class="span-entry">
            <span class="muted">
              {formatDuration(span.from_ns)} – {formatDuration(span.to_ns)}
            </span>{" "}
            <b>{span.lane}</b> {span.kind === "fault" ? "fault: " : ""}
            {span.what}
          </p>
        )}
      />
      {omitted > 0 && <p class="muted">and {counted(omitted, "more")} that this report leaves out</p>}
    </details>
  );
}
