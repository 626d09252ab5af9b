import { useMemo, useState } from "preact/hooks";
import { counted } from "../model/format";
import { reasonFor } from "../model/reason_for";
import type { Report, Verdict } from "../model/report";
import { verdictWords } from "../model/words";
import { EvidenceItem } from "./evidence_item";
import { ShowMore } from "./show_more";

const verdicts = Object.keys(verdictWords) as Verdict[];

/** Every case and check, to be searched. */
export function AllEvidence({ report }: { report: Report }) {
  const [verdict, setVerdict] = useState("");
  const [text, setText] = useState("");
  const found = useMemo(() => {
    const wanted = text.trim().toLocaleLowerCase();
    return [...report.cases, ...report.findings].filter((fact) => {
      if (verdict !== "" && fact.verdict !== verdict) return false;
      const words = "check" in fact ? `${fact.check} ${fact.message}` : `${fact.suite}/${fact.name} ${fact.title}`;
      return words.toLocaleLowerCase().includes(wanted);
    });
  }, [report, verdict, text]);
  const omitted = report.omitted.cases + report.omitted.findings;
  if (report.cases.length + report.findings.length === 0) return null;
  return (
    <section aria-labelledby="all" class="all-evidence">
      <h2 id="all">All cases and checks</h2>
      <div class="filters">
        <label>
          <span>Verdict</span>
          <select value={verdict} onChange={(event) => setVerdict(event.currentTarget.value)}>
            <option value="">all</option>
            {verdicts.map((value) => (
              <option key={value} value={value}>
                {verdictWords[value]}
              </option>
            ))}
          </select>
        </label>
        <label class="filters-text">
          <span>Find</span>
          <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <p role="status" class="muted">
          {counted(found.length, "entry", "entries")}
        </p>
      </div>
      <ShowMore
        entries={found}
        first={12}
        what="entries"
        render={(fact) => <EvidenceItem key={fact.record} place={`all-${fact.record}`} reason={reasonFor(fact)} />}
      />
      {omitted > 0 && <p class="muted">and {counted(omitted, "more")} that this report leaves out</p>}
    </section>
  );
}
