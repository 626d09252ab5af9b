import { counted } from "../model/format";
import type { Case } from "../model/report";
import { TraceView } from "./trace_view";

/** The stacks of a race, beside each other where there is room. */
export function Traces({ judged }: { judged: Case }) {
  return (
    <section class="traces" aria-label="Call stacks">
      <h4>Call stacks, innermost first</h4>
      <div class="traces-columns">
        {judged.traces.map((trace, index) => (
          <TraceView key={index} trace={trace} />
        ))}
      </div>
      {judged.traces_omitted > 0 && <p class="muted">and {counted(judged.traces_omitted, "more stack")}</p>}
    </section>
  );
}
