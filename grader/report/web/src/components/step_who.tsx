import type { Step } from "../model/report";

export function StepWho({ step }: { step: Step }) {
  return (
    <b class="step-who">
      {step.lane}
      {step.to !== null && (
        <span class="step-to">
          <span aria-hidden="true"> → </span>
          <span class="visually-hidden"> to </span>
          {step.to}
        </span>
      )}
    </b>
  );
}
