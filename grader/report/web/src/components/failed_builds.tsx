import type { Report } from "../model/report";
import { buildWords } from "../model/words";
import { BuildDetail } from "./build_detail";

export function FailedBuilds({ report }: { report: Report }) {
  const builds = [...(report.build ? [report.build] : []), ...report.instrumented_builds];
  return (
    <>
      {builds
        .filter(({ status }) => status !== "succeeded")
        .map((build) => (
          <section key={build.record} class="notice notice-bad" aria-label="Build">
            <h2>
              {buildWords[build.status].heading}
              {build.variant && ` with ${build.variant}`}
            </h2>
            <BuildDetail build={build} />
          </section>
        ))}
    </>
  );
}
