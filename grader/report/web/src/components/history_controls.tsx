interface Properties {
  index: number;
  count: number;
  hasConflict: boolean;
  onGo: (index: number) => void;
  onConflict: (direction: 1 | -1) => void;
}

export function HistoryControls({ index, count, hasConflict, onGo, onConflict }: Properties) {
  return (
    <div class="step-controls">
      <button type="button" onClick={() => onGo(index - 1)} disabled={index <= 0}>
        ‹ Earlier
      </button>
      <span class="step-count">{`${index + 1} of ${count.toLocaleString("en")}`}</span>
      <button type="button" onClick={() => onGo(index + 1)} disabled={index >= count - 1}>
        Later ›
      </button>
      {hasConflict && (
        <button type="button" class="quiet decisive" onClick={() => onConflict(1)}>
          Next in conflict
        </button>
      )}
    </div>
  );
}
