import type { Step } from "../model/report";

interface Properties {
  steps: Step[];
  index: number;
  count: number;
  onGo: (index: number) => void;
  onDecisive: () => void;
}

export function StepControls({ steps, index, count, onGo, onDecisive }: Properties) {
  return (
    <div class="step-controls">
      <button type="button" onClick={() => onGo(index - 1)} disabled={index <= 0}>
        ‹ Previous
      </button>
      <span class="step-count">{count === 0 ? "no step" : `${index + 1} of ${count.toLocaleString("en")}`}</span>
      <button type="button" onClick={() => onGo(index + 1)} disabled={index >= count - 1}>
        Next ›
      </button>
      {steps.some(({ culprit }) => culprit) && (
        <button type="button" class="quiet decisive" onClick={onDecisive}>
          Deciding step
        </button>
      )}
    </div>
  );
}
