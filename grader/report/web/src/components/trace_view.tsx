import { placeName } from "../model/excerpts";
import { counted } from "../model/format";
import type { Trace } from "../model/report";
import { SourceExcerpt } from "./source_excerpt";

/** Frames of the submission come with their source; the others only say where the way led through. */
export function TraceView({ trace }: { trace: Trace }) {
  return (
    <article class="trace">
      <h5>{trace.title}</h5>
      <ol>
        {trace.frames.map((frame, index) => (
          <li key={index} class={frame.file ? "frame" : "frame frame-foreign"}>
            <span class="mono frame-function">{frame.note || "(a function without a name)"}</span>
            {frame.file && <span class="mono place-name">{placeName(frame)}</span>}
            {frame.file && <SourceExcerpt location={frame} around={1} />}
          </li>
        ))}
      </ol>
      {trace.frames_omitted > 0 && <p class="muted">and {counted(trace.frames_omitted, "more frame")}</p>}
    </article>
  );
}
