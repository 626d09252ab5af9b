import { useId, useMemo, useState } from "preact/hooks";
import { usePrinting } from "../hooks/printing";
import { counted } from "../model/format";
import type { Case } from "../model/report";
import { decisiveStep, matching, nearestIndex, positionAt, type StepFilter } from "../model/steps";
import { CurrentStep } from "./current_step";
import { PrintedSteps } from "./printed_steps";
import { SpanList } from "./span_list";
import { StepControls } from "./step_controls";
import { StepFilters } from "./step_filters";
import { StepList } from "./step_list";
import { Timeline } from "./timeline";

/** How far a key goes in the list of steps. */
const strides: Record<string, number> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A scenario as a sequence over virtual time, to be stepped through, scrubbed and filtered. */
export function Scenario({ judged }: { judged: Case }) {
  const { steps, spans } = judged;
  const [filter, setFilter] = useState<StepFilter>({ lane: "", text: "" });
  const [position, setPosition] = useState(() => decisiveStep(steps));
  const positions = useMemo(() => matching(steps, filter), [steps, filter]);
  const isPrinting = usePrinting();
  const id = useId();
  const index = nearestIndex(positions, position);
  const current = positions[index];
  const step = current === undefined ? undefined : steps[current];

  const go = (to: number) => {
    const next = positions[Math.min(positions.length - 1, Math.max(0, to))];
    if (next !== undefined) setPosition(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const stride = strides[event.key];
    const isField = event.target instanceof Element && event.target.closest("input, select, pre") !== null;
    if (stride === undefined || isField || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(index + stride);
  };
  return (
    <section class="scenario" aria-labelledby={id} onKeyDown={onKeyDown}>
      <h4 id={id}>
        Step by step <span class="muted">scenario with seed {judged.seed}</span>
      </h4>
      <Timeline
        steps={steps}
        spans={spans}
        positions={positions}
        current={step}
        onTime={(time) => setPosition(positionAt(steps, positions, time))}
      />
      {isPrinting ? (
        <PrintedSteps steps={steps} />
      ) : (
        <>
          <StepControls
            steps={steps}
            index={index}
            count={positions.length}
            onGo={go}
            onDecisive={() => {
              setFilter({ lane: "", text: "" });
              setPosition(decisiveStep(steps));
            }}
          />
          <CurrentStep step={step} />
          <StepFilters steps={steps} filter={filter} onFilter={setFilter} found={positions.length} />
          <StepList steps={steps} spans={spans} positions={positions} index={index} onSelect={setPosition} />
        </>
      )}
      {judged.steps_omitted > 0 && (
        <p class="muted">{counted(judged.steps_omitted, "more step is", "more steps are")} left out of this report.</p>
      )}
      {spans.length > 0 && <SpanList spans={spans} omitted={judged.spans_omitted} />}
    </section>
  );
}
