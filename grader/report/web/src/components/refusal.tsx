import type { Report } from "../model/report";

/** The student's to mend. Figures would say nothing: nothing was looked at. */
export function Refusal({ report }: { report: Report }) {
  if (!report.refusal) return null;
  return (
    <section class="notice notice-bad" id="refusal" aria-labelledby="refused">
      <h2 id="refused">The submission cannot be graded as it is</h2>
      <dl class="facts">
        <dt>Reason</dt>
        <dd class="prose">{report.refusal.message}</dd>
        <dt>Next</dt>
        <dd>Change this in the repository, commit it, and check again.</dd>
      </dl>
      {report.score && (
        <p>Nothing was built or run. Until it is, none of the {report.score.possible} points can be earned.</p>
      )}
    </section>
  );
}
