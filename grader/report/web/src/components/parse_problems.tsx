import { placeName } from "../model/excerpts";
import { counted } from "../model/format";
import type { Report } from "../model/report";
import { ShowMore } from "./show_more";

export function ParseProblems({ report }: { report: Report }) {
  const because = report.analysis?.ended_early_because;
  if (report.problems.length === 0 && !because) return null;
  return (
    <section aria-labelledby="unread">
      <h2 id="unread">Not all of the source could be read</h2>
      {because && <p class="prose">The analysis ended early: {because}</p>}
      <ShowMore
        entries={report.problems}
        first={10}
        what="problems"
        render={({ location, message, fatal }) => (
          <p class="problem">
            <span class="mono place-name">{placeName(location)}</span> {fatal && "fatal: "}
            <span class="prose">{message}</span>
          </p>
        )}
      />
      {report.omitted.problems > 0 && <p class="muted">and {counted(report.omitted.problems, "more problem")}</p>}
    </section>
  );
}
