import type { ComponentChildren } from "preact";
import { resourcesUsed } from "../model/build";
import { counted, formatBytes, formatDuration, formatTime } from "../model/format";
import type { Report } from "../model/report";

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** From what, by what and under what the submission was graded. */
export function AboutGrading({ report }: { report: Report }) {
  const { lab, source, build, analysis } = report;
  return (
    <section aria-labelledby="about" class="about">
      <h2 id="about">About this grading</h2>
      <dl class="facts">
        <Fact name="Lab">{[lab.id, lab.version].filter(Boolean).join(" ")}</Fact>
        <Fact name="Lab’s digest">{lab.digest && <span class="mono">{lab.digest}</span>}</Fact>
        <Fact name="Commit">{source?.commit && <span class="mono">{source.commit}</span>}</Fact>
        <Fact name="Tree’s digest">{source?.tree_digest && <span class="mono">{source.tree_digest}</span>}</Fact>
        <Fact name="Committed">{source?.commit_time && formatTime(source.commit_time)}</Fact>
        <Fact name="Received">{source?.received_at && formatTime(source.received_at)}</Fact>
        <Fact name="Deadline">{source?.deadline && formatTime(source.deadline)}</Fact>
        <Fact name="Source">{source && `${counted(source.files, "file")}, ${formatBytes(source.size_bytes)}`}</Fact>
        <Fact name="Build">{build && resourcesUsed(build)}</Fact>
        <Fact name="Code read">
          {analysis && `${counted(analysis.units, "translation unit")} in ${formatDuration(analysis.wall_ns)}`}
        </Fact>
        <Fact name="Isolation">{report.isolation}</Fact>
        <Fact name="Grader">{report.grader && `Assay ${report.grader}`}</Fact>
      </dl>
    </section>
  );
}
