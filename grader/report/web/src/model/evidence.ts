import { type Shares, sharesOf, toHundredths } from "./points";
import type { Build, Case, Criterion, Finding, Reason, Report, Verdict } from "./report";

/** What a reason points to. */
export type Evidence =
  | { kind: "case"; fact: Case }
  | { kind: "finding"; fact: Finding }
  | { kind: "build"; fact: Build };

export function indexEvidence(report: Report): Map<number, Evidence> {
  const index = new Map<number, Evidence>();
  for (const fact of report.cases) index.set(fact.record, { kind: "case", fact });
  for (const fact of report.findings) index.set(fact.record, { kind: "finding", fact });
  for (const fact of report.instrumented_builds) index.set(fact.record, { kind: "build", fact });
  if (report.build) index.set(report.build.record, { kind: "build", fact: report.build });
  return index;
}

export function isLost(reason: Reason): boolean {
  return toHundredths(reason.lost) > 0 || reason.verdict === "violated";
}

export function isUndecided(reason: Reason): boolean {
  return reason.verdict === "inconclusive" || reason.verdict === "not_graded";
}

export interface RankedCriterion {
  criterion: Criterion;
  index: number; // in the report; part of the addresses of its evidence
  shares: Shares;
  lost: { reason: Reason; index: number }[];
}

/** Lost points first, the most first; then what is open; then what is full, as in the rubric. */
export function rankCriteria(criteria: Criterion[]): RankedCriterion[] {
  const ranked = criteria.map((criterion, index) => ({
    criterion,
    index,
    shares: sharesOf(criterion),
    lost: criterion.reasons
      .map((reason, position) => ({ reason, index: position }))
      .filter(({ reason }) => isLost(reason))
      .sort((a, b) => toHundredths(b.reason.lost) - toHundredths(a.reason.lost)),
  }));
  return ranked.sort(
    (a, b) => b.shares.lost - a.shares.lost || b.shares.open - a.shares.open || a.index - b.index,
  );
}

/** The address in the page of a piece of evidence below a criterion. */
export function placeOf(criterion: number, reason: number): string {
  return `evidence-${criterion}-${reason}`;
}

/** The record of the build that stopped everything that needs the running program, if it did. */
export function sharedCause(report: Report): number | null {
  if (report.build && report.build.status !== "succeeded") return report.build.record;
  return null;
}

/** Violated, and no criterion draws on it. */
export function freeViolations(report: Report): (Case | Finding)[] {
  const used = new Set(report.criteria.flatMap(({ reasons }) => reasons.map(({ record }) => record)));
  return [...report.cases, ...report.findings].filter(
    ({ record, verdict }) => verdict === "violated" && !used.has(record),
  );
}

export interface Tally {
  of: string;
  unit: string;
  counts: Record<Verdict, number>;
  all: number;
}

function add(tallies: Map<string, Tally>, of: string, unit: string, verdict: Verdict) {
  const none = { satisfied: 0, violated: 0, inconclusive: 0, not_graded: 0 };
  const tally = tallies.get(of) ?? { of, unit, counts: none, all: 0 };
  tally.counts[verdict] += 1;
  tally.all += 1;
  tallies.set(of, tally);
}

/** How much of what was looked at is satisfied, by suite and for the checks. */
export function tally(report: Report): Tally[] {
  const suites = new Map<string, Tally>();
  const checks = new Map<string, Tally>();
  for (const { suite, verdict } of report.cases) add(suites, suite, "case", verdict);
  for (const { verdict } of report.findings) add(checks, "code", "check", verdict);
  return [...suites.values(), ...checks.values()];
}
