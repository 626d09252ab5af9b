import { formatDuration } from "../model/format";
import type { Step } from "../model/report";
import { StepWho } from "./step_who";

/** The whole of the step that is looked at; the list cuts long ones. */
export function CurrentStep({ step }: { step: Step | undefined }) {
  return (
    <div class={step?.culprit ? "current-step current-culprit" : "current-step"} aria-live="polite">
      {step ? (
        <>
          <p class="current-head">
            <time>{formatDuration(step.at_ns)}</time>
            <StepWho step={step} />
            {step.culprit && <span class="bad">decided the verdict</span>}
          </p>
          <p class="current-what">{step.what}</p>
        </>
      ) : (
        <p class="muted">No step matches the filter.</p>
      )}
    </div>
  );
}
