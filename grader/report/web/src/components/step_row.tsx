import { formatDuration } from "../model/format";
import type { Columns } from "../model/lanes";
import type { Span, Step } from "../model/report";
import { StepGraph } from "./step_graph";
import { StepWho } from "./step_who";

interface Properties {
  id: string;
  step: Step;
  spans: Span[];
  columns: Columns;
  colours: Map<string, number>;
  columnWidth: number;
  top: number;
  height: number;
  isCurrent: boolean;
  number: number;
  count: number;
  onSelect: () => void;
}

export function StepRow(properties: Properties) {
  const { id, step, spans, columns, colours, columnWidth, top, height, isCurrent, number, count, onSelect } = properties;
  const classes = ["step-row", isCurrent && "step-current", step.culprit && "step-culprit"].filter(Boolean).join(" ");
  return (
    <div
      id={id}
      class={classes}
      role="option"
      aria-selected={isCurrent}
      aria-setsize={count}
      aria-posinset={number}
      style={{ top: `${top}px`, height: `${height}px` }}
      onClick={onSelect}
    >
      <StepGraph
        step={step}
        spans={spans}
        columns={columns}
        colours={colours}
        columnWidth={columnWidth}
        height={height}
      />
      <div class="step-text">
        <time class="step-time">{formatDuration(step.at_ns)}</time> <StepWho step={step} />{" "}
        <span class="step-what">{step.what}</span>
        {step.culprit && <span class="visually-hidden"> (decided the verdict)</span>}
      </div>
    </div>
  );
}
