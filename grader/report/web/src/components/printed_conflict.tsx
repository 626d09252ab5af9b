import { labelOf, whenOf } from "../model/history_words";
import type { HistoryOperation } from "../model/report";

const most = 40;

/** On paper: the operations of the conflict in words. */
export function PrintedConflict({ operations }: { operations: HistoryOperation[] }) {
  return (
    <div class="printed-steps">
      <ol>
        {operations
          .filter(({ conflict }) => conflict)
          .slice(0, most)
          .map((operation, index) => (
            <li key={index} class="printed-culprit">
              <time>{whenOf(operation)}</time>
              <span>
                <span class="step-who">{operation.lane}</span> {labelOf(operation)}
              </span>
            </li>
          ))}
      </ol>
    </div>
  );
}
