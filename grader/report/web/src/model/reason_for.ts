import type { Case, Finding, Reason } from "./report";

/** Evidence as a criterion would name it that lost nothing to it. */
export function reasonFor(fact: Case | Finding): Reason {
  const evidence = "check" in fact ? `check:${fact.check}` : `case:${fact.suite}/${fact.name}`;
  return { record: fact.record, evidence, verdict: fact.verdict, summary: "", lost: "0" };
}
