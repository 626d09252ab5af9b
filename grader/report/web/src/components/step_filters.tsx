import { useMemo } from "preact/hooks";
import { counted } from "../model/format";
import type { Step } from "../model/report";
import type { StepFilter } from "../model/steps";
import { clipped } from "../model/visible";

interface Properties {
  steps: Step[];
  filter: StepFilter;
  found: number;
  onFilter: (filter: StepFilter) => void;
}

export function StepFilters({ steps, filter, found, onFilter }: Properties) {
  const lanes = useMemo(
    () => [...new Set(steps.flatMap(({ lane, to }) => (to === null ? [lane] : [lane, to])))],
    [steps],
  );
  return (
    <div class="filters">
      <label>
        <span>Lane</span>
        <select value={filter.lane} onChange={(event) => onFilter({ ...filter, lane: event.currentTarget.value })}>
          <option value="">all</option>
          {lanes.map((lane) => (
            <option key={lane} value={lane}>
              {clipped(lane, 60)}
            </option>
          ))}
        </select>
      </label>
      <label class="filters-text">
        <span>Find</span>
        <input
          type="search"
          value={filter.text}
          onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
      </label>
      <p role="status" class="muted">
        {counted(found, "step")}
      </p>
    </div>
  );
}
