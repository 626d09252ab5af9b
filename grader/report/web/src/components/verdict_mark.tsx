import type { Verdict } from "../model/report";
import { verdictWords } from "../model/words";

const marks: Record<Verdict, string> = { satisfied: "✓", violated: "✗", inconclusive: "?", not_graded: "–" };

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`mark mark-${verdict}`}>
      <span aria-hidden="true">{marks[verdict]}</span>
      <span class="visually-hidden">{verdictWords[verdict]}: </span>
    </span>
  );
}
