/** The report, as report.schema.json describes it. */

export type Verdict = "satisfied" | "violated" | "inconclusive" | "not_graded";

export interface Report {
  lab: { id: string; version: string; title: string; digest: string };
  grader: string;
  isolation: string;
  suites_not_run: { suite: string; why: string }[];
  source: Source | null;
  refusal: { record: number; reason: string; message: string } | null;
  graded: boolean;
  partial: boolean;
  not_graded_because: string | null;
  score: { earned: string; open: string; possible: string } | null;
  criteria: Criterion[];
  build: Build | null;
  instrumented_builds: Build[];
  cases: Case[];
  findings: Finding[];
  excerpts: Excerpt[];
  analysis: { units: number; ended_early_because: string | null; wall_ns: number } | null;
  problems: { location: Location; message: string; fatal: boolean }[];
  omitted: { criteria: number; cases: number; findings: number; problems: number };
}

export interface Source {
  source: string;
  commit: string | null;
  tree_digest: string;
  author_time: string | null;
  commit_time: string | null;
  received_at: string | null;
  deadline: string | null;
  dirty: boolean;
  files: number;
  size_bytes: number;
  flags: string[];
}

export interface Reason {
  record: number | null;
  evidence: string;
  verdict: Verdict;
  summary: string;
  lost: string;
}

export interface Criterion {
  id: string;
  title: string;
  verdict: Verdict;
  earned: string;
  open: string;
  possible: string;
  band: string | null;
  read: string | null;
  reasons: Reason[];
  reasons_omitted: number;
}

export interface Build {
  record: number;
  variant: string | null;
  status: "succeeded" | "failed" | "limit" | "no_subject";
  step: string;
  message: string;
  log: string;
  wall_ns: number;
  cpu_ns: number;
  peak_memory_bytes: number;
}

export interface Step {
  at_ns: number;
  lane: string;
  to: string | null;
  what: string;
  culprit: boolean;
}

export interface Span {
  from_ns: number;
  to_ns: number;
  kind: "fault" | "state";
  lane: string;
  what: string;
}

export interface Trace {
  title: string;
  frames: Location[];
  frames_omitted: number;
}

export interface Comparison {
  name: string;
  title: string;
  unit: string;
  ratio: number | null;
  low: number | null;
  high: number | null;
  bar: number | null;
  pairs: { subject: number | null; baseline: number | null }[];
}

export interface Latencies {
  title: string;
  points: { percentile: number | null; subject_ns: number; baseline_ns: number }[];
}

export interface HistoryOperation {
  lane: string;
  invoked_ns: number;
  returned_ns: number | null;
  input: string;
  output: string | null;
  conflict: boolean;
}

export interface HistoryRow {
  stream: string;
  position: number;
  event: string;
  before: string | null;
  after: string | null;
  operation: number | null;
  conflict: boolean;
}

export interface History {
  title: string;
  why: string;
  operations: HistoryOperation[];
  operations_omitted: number;
  links: { from: number; to: number; what: string }[];
  log: HistoryRow[];
  log_omitted: number;
}

export interface Case {
  record: number;
  suite: string;
  name: string;
  verdict: Verdict;
  end: "judged" | "subject_ended" | "subject_hung" | "subject_broke_protocol";
  title: string;
  expected: string;
  actual: string;
  seed: string;
  steps: Step[];
  steps_omitted: number;
  spans: Span[];
  spans_omitted: number;
  output: string;
  read: string | null;
  replay: string | null;
  duration_ns: number;
  metrics: Record<string, number | null>;
  comparisons: Comparison[];
  latencies: Latencies[];
  traces: Trace[];
  traces_omitted: number;
  history: History | null;
}

export interface Location {
  file: string;
  line: number | null;
  column: number | null;
  note: string;
}

export interface Finding {
  record: number;
  check: string;
  verdict: Verdict;
  message: string;
  locations: Location[];
  locations_omitted: number;
}

export interface Excerpt {
  file: string;
  first_line: number;
  lines: string[];
}
