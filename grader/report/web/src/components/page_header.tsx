import { formatTime } from "../model/format";
import type { Report } from "../model/report";
import { ThemeToggle } from "./theme_toggle";

export function PageHeader({ report }: { report: Report }) {
  const { lab, source } = report;
  const notes = [
    ...(report.isolation.startsWith("reduced") ? [`Isolation: ${report.isolation}`] : []),
    ...report.suites_not_run.map(({ suite, why }) => `The suite ${suite} was not run: ${why}`),
    ...(source?.flags ?? []),
  ];
  return (
    <header class="page-header">
      <div class="page-header-top">
        <p class="overline">Lab report</p>
        <ThemeToggle />
      </div>
      <h1>{lab.title || lab.id || "A lab"}</h1>
      {source && (
        <p class="source">
          <span class="mono">{source.source}</span>
          {source.commit && (
            <>
              {" at commit "}
              <span class="mono">{source.commit.slice(0, 12)}</span>
            </>
          )}
          {source.dirty && " with changes that are not committed"}
          {source.received_at && `, received ${formatTime(source.received_at)}`}
        </p>
      )}
      {notes.length > 0 && (
        <ul class="flags" aria-label="What a person should look at">
          {notes.map((note, index) => (
            <li key={index}>{note}</li>
          ))}
        </ul>
      )}
    </header>
  );
}
