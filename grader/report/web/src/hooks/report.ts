import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Evidence, indexEvidence } from "../model/evidence";
import type { Report } from "../model/report";

export interface ReportIndex {
  report: Report;
  evidence: Map<number, Evidence>;
}

export function indexed(report: Report): ReportIndex {
  return { report, evidence: indexEvidence(report) };
}

export const ReportContext = createContext<ReportIndex | null>(null);

export function useReport(): ReportIndex {
  const index = useContext(ReportContext);
  if (index === null) throw new Error("there is no report around this component");
  return index;
}
