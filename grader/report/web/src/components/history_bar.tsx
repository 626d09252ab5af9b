import type { HistoryOperation } from "../model/report";
import { labelOf, whenOf } from "../model/history_words";

interface Properties {
  id: string;
  operation: HistoryOperation;
  left: number;
  width: number;
  top: number;
  isCurrent: boolean;
  number: number;
  count: number;
  onSelect: () => void;
  onPoint: () => void;
}

const narrowest = 4;

/** An operation from its invocation to its return; one whose fate is not known has an open end. */
export function HistoryBar({ id, operation, left, width, top, isCurrent, number, count, onSelect, onPoint }: Properties) {
  const { lane, input, output, conflict, returned_ns } = operation;
  const kinds = ["history-bar"];
  if (conflict) kinds.push("history-conflict");
  if (returned_ns === null) kinds.push("history-open");
  else if (output === null) kinds.push("history-unknown");
  if (isCurrent) kinds.push("history-current");
  return (
    <div
      id={id}
      class={kinds.join(" ")}
      role="option"
      aria-selected={isCurrent}
      aria-posinset={number}
      aria-setsize={count}
      aria-label={`${lane}, ${whenOf(operation)}: ${labelOf(operation)}${conflict ? ", in the conflict" : ""}`}
      style={{ left: `${left}px`, top: `${top}px`, width: `${Math.max(narrowest, width)}px` }}
      onClick={onSelect}
      onPointerEnter={(event) => event.pointerType === "mouse" && onPoint()}
    >
      {width > 24 && (
        <span aria-hidden="true">
          {conflict && "✗ "}
          {input}
          {output !== null && <span class="history-output"> → {output}</span>}
        </span>
      )}
    </div>
  );
}
