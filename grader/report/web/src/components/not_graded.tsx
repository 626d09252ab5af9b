import type { Report } from "../model/report";

/** There is no score, and nobody should read one into it. */
export function NotGraded({ report }: { report: Report }) {
  return (
    <section class="notice notice-open" aria-labelledby="not-graded">
      <h2 id="not-graded">Not graded</h2>
      <p>
        This submission has no grade: the fault lies with the grader or with the machine that it ran on, not with the
        submission. No points were given, and none were lost.
      </p>
      <dl class="facts">
        <dt>Why</dt>
        <dd class="prose">{report.not_graded_because}</dd>
        <dt>Next</dt>
        <dd>Grade it again. If this comes back, tell the person who runs the grader.</dd>
      </dl>
    </section>
  );
}
