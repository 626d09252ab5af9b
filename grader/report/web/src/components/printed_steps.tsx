import { counted, formatDuration } from "../model/format";
import type { Step } from "../model/report";
import { decisiveStep } from "../model/steps";
import { StepWho } from "./step_who";

const before = 24;
const after = 6;

/** On paper: the steps around the one that decided. */
export function PrintedSteps({ steps }: { steps: Step[] }) {
  const decisive = decisiveStep(steps);
  const first = Math.max(0, decisive - before);
  const last = Math.min(steps.length, decisive + after + 1);
  return (
    <div class="printed-steps">
      {first > 0 && <p class="muted">… {counted(first, "earlier step")}</p>}
      <ol>
        {steps.slice(first, last).map((step, index) => (
          <li key={index} class={step.culprit ? "printed-culprit" : undefined}>
            <time>{formatDuration(step.at_ns)}</time>
            <span>
              <StepWho step={step} /> {step.what}
            </span>
          </li>
        ))}
      </ol>
      {last < steps.length && <p class="muted">… {counted(steps.length - last, "later step")}</p>}
    </div>
  );
}
