import { whenOf } from "../model/history_words";
import type { History } from "../model/report";

interface Properties {
  history: History;
  index: number;
  onSelect: (index: number) => void;
}

/** The whole of the operation that is looked at; the chart cuts its text. */
export function OperationDetail({ history, index, onSelect }: Properties) {
  const operation = history.operations[index];
  if (!operation) return null;
  const links = history.links.filter(({ from, to }) => from === index || to === index);
  return (
    <div class={operation.conflict ? "current-step current-culprit" : "current-step"} aria-live="polite">
      <p class="current-head">
        <span class="step-who">{operation.lane}</span>
        <time>{whenOf(operation)}</time>
        {operation.conflict && <span class="bad">in the conflict</span>}
      </p>
      <p class="operation-text">
        {operation.input}
        <br />
        → {operation.output ?? <span class="muted">nobody knows: it may have taken effect, then or later, or never</span>}
      </p>
      {links.length > 0 && (
        <ul class="operation-links">
          {links.map(({ from, to, what }, number) => {
            const other = from === index ? to : from;
            return (
              <li key={number}>
                <span>{from === index ? "has to come before" : "has to come after"}</span>{" "}
                <button type="button" class="quiet" onClick={() => onSelect(other)}>
                  {history.operations[other]?.lane ?? "another"}’s
                </button>{" "}
                <span class="muted">({what})</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
