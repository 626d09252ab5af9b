import { formatDuration } from "../model/format";
import type { Case } from "../model/report";
import { endings } from "../model/words";
import { ComparisonPlot } from "./comparison_plot";
import { HistoryView } from "./history_view";
import { LatencyPlot } from "./latency_plot";
import { Metrics } from "./metrics";
import { Printed } from "./printed";
import { ReplayCommand } from "./replay_command";
import { Scenario } from "./scenario";
import { Traces } from "./traces";

/** What a case expected and saw, how it came to that, and how to see it again. */
export function CaseDetail({ judged }: { judged: Case }) {
  const { expected, actual, end, steps, output, read, replay } = judged;
  const ending = endings[end];
  return (
    <div class="case">
      <dl class="facts outcome">
        {expected && (
          <>
            <dt>Expected</dt>
            <dd class="prose">{expected}</dd>
          </>
        )}
        {actual && (
          <>
            <dt>Happened</dt>
            <dd class={judged.verdict === "violated" ? "prose actual" : "prose"}>{actual}</dd>
          </>
        )}
        {ending && (
          <>
            <dt>Ended</dt>
            <dd>{ending}</dd>
          </>
        )}
      </dl>
      {judged.history && <HistoryView history={judged.history} />}
      {steps.length > 0 && <Scenario judged={judged} />}
      {judged.traces.length > 0 && <Traces judged={judged} />}
      {judged.comparisons.map((comparison, index) => (
        <ComparisonPlot key={index} comparison={comparison} />
      ))}
      {judged.latencies.map((profile, index) => (
        <LatencyPlot key={index} profile={profile} />
      ))}
      <Metrics judged={judged} />
      {output && <Printed title="What your program printed" text={output} />}
      {replay && <ReplayCommand command={replay} />}
      <p class="case-foot">
        {read && (
          <span>
            <span class="label">Read</span> {read}
          </span>
        )}
        <span class="muted">took {formatDuration(judged.duration_ns)}</span>
      </p>
    </div>
  );
}
