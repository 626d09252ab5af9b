import assert from "node:assert/strict";
import test from "node:test";
import { pairRatios, standing } from "../../grader/report/web/src/model/comparisons";
import { linesAround, placeName } from "../../grader/report/web/src/model/excerpts";
import { formatBytes, formatDuration, formatFigure } from "../../grader/report/web/src/model/format";
import { beside, clampZoom, decisiveOperation, layOutHistory, nextConflict, zoomToRead } from "../../grader/report/web/src/model/history";
import { layOut } from "../../grader/report/web/src/model/lanes";
import { formatPoints, sharesOf, toHundredths } from "../../grader/report/web/src/model/points";
import { readReport } from "../../grader/report/web/src/model/read_report";
import type { Comparison, HistoryOperation, Span, Step } from "../../grader/report/web/src/model/report";
import { faultsAt, statesAt } from "../../grader/report/web/src/model/spans";
import { decisiveStep, matching, nearestIndex, positionAt } from "../../grader/report/web/src/model/steps";
import { clipped, visibleBlock, visibleLine } from "../../grader/report/web/src/model/visible";

const step = (at_ns: number, lane: string, to: string | null = null, culprit = false): Step => ({
  at_ns,
  lane,
  to,
  what: `${lane} acts`,
  culprit,
});

const comparison = (values: Partial<Comparison>): Comparison => ({
  name: "n",
  title: "t",
  unit: "u",
  ratio: 1,
  low: 0.9,
  high: 1.1,
  bar: null,
  pairs: [],
  ...values,
});

test("text that hides or reorders is written out, on one line or on several", () => {
  assert.equal(visibleLine("a\u202eb\u0000c\u001b[31m\r\n\t\u{e0041}"), "a\\u{202e}b\\x00c\\x1b[31m\\r\\n\\t\\u{e0041}");
  assert.equal(visibleBlock("a\r\nb\tc\rd"), "a\nb    c\\rd");
  assert.equal(visibleLine("\ud800"), "\\u{d800}");
  assert.equal(visibleLine("naïve 日本 👩‍🚀".replace("\u200d", "")), "naïve 日本 👩🚀");
});

test("a long text is clipped between characters, never inside of one", () => {
  assert.equal(clipped("abc", 3), "abc");
  assert.equal(clipped("abcd", 3), "abc…");
  assert.equal(clipped("😀😀😀", 3), "😀😀😀");
  assert.equal(clipped("😀😀😀😀", 2), "😀😀…");
});

test("every text of a report is made visible, and keys that mean something to JavaScript are kept", () => {
  const report = readReport('{"lab":{"title":"a\\u202eb\\nc"},"cases":[{"output":"x\\ny","metrics":{"__proto__":1,"\\u0007":2}}]}');
  assert.equal(report.lab.title, "a\\u{202e}b\\nc");
  assert.equal(report.cases[0]?.output, "x\ny");
  assert.deepEqual(Object.entries(report.cases[0]?.metrics ?? {}), [["__proto__", 1], ["\\x07", 2]]);
});

test("points are exact decimals", () => {
  assert.equal(toHundredths("0.29"), 29);
  assert.equal(toHundredths("-1.5"), -150);
  assert.equal(formatPoints(toHundredths("12.50")), "12.5");
  assert.deepEqual(sharesOf({ earned: "63.5", open: "10", possible: "100" }), {
    earned: 6350,
    open: 1000,
    lost: 2650,
    possible: 10000,
  });
});

test("durations, figures and sizes are short and exact enough", () => {
  assert.equal(formatDuration(30_005_000_000), "30.005 s");
  assert.equal(formatDuration(0), "0 s");
  assert.equal(formatDuration(999), "999 ns");
  assert.equal(formatDuration(1_000_000), "1 ms");
  assert.equal(formatFigure(0.83456), "0.835");
  assert.equal(formatFigure(1_200_000), "1,200,000");
  assert.equal(formatFigure(null), "not a number");
  assert.equal(formatBytes(212 * 2 ** 20), "212 MiB");
});

test("actors stand left of what has states, that left of what has faults, and targets last", () => {
  const spans: Span[] = [
    { from_ns: 0, to_ns: 9, kind: "fault", lane: "downstream", what: "down" },
    { from_ns: 0, to_ns: 9, kind: "state", lane: "circuit", what: "open" },
  ];
  const steps = [step(0, "circuit", "downstream"), step(1, "call 1", "dead letters"), step(2, "call 2", "circuit")];
  const names = layOut(steps, spans, 8).columns.map(({ name }) => name);
  assert.deepEqual(names, ["call 1", "call 2", "circuit", "downstream", "dead letters"]);
  const calls = [step(0, "call 1", "orders"), step(1, "orders", "call 1"), step(2, "call 2", "orders")];
  const order = (shown: Step[]) => layOut(shown, [], 8, calls).columns.map(({ name }) => name);
  assert.deepEqual(order(calls), ["call 1", "call 2", "orders"]);
  assert.deepEqual(order(calls.slice(1, 2)), ["call 1", "orders"]);
});

test("lanes that differ in a number share a column where there are too many, and the rest the last", () => {
  const steps = Array.from({ length: 50 }, (_, index) => step(index, `call ${index}`, index % 2 ? "a" : "b"));
  const { columns, columnOf } = layOut(steps, [], 3);
  assert.deepEqual(columns, [{ name: "call", lanes: 50 }, { name: "b", lanes: 1 }, { name: "a", lanes: 1 }]);
  assert.equal(columnOf.get("call 17"), 0);
  const crowded = layOut([...steps, step(60, "c"), step(61, "d")], [], 3);
  assert.equal(crowded.columns.length, 3);
  assert.equal(crowded.columns[2]?.name, "others");
});

test("a fault lasts to its end, and of two states at one time the later one counts", () => {
  const spans: Span[] = [
    { from_ns: 0, to_ns: 10, kind: "state", lane: "c", what: "closed" },
    { from_ns: 10, to_ns: 20, kind: "state", lane: "c", what: "open" },
    { from_ns: 5, to_ns: 10, kind: "fault", lane: "d", what: "down" },
  ];
  assert.equal(statesAt(spans, 10).get("c")?.what, "open");
  assert.equal(statesAt(spans, 9).get("c")?.what, "closed");
  assert.equal(faultsAt(spans, 10).length, 1);
  assert.equal(faultsAt(spans, 11).length, 0);
});

test("steps are found by lane on either side, by text and by time", () => {
  const steps = [step(0, "a", "b"), step(5, "b"), step(5, "c", null, true), step(9, "a")];
  assert.deepEqual(matching(steps, { lane: "b", text: "" }), [0, 1]);
  assert.deepEqual(matching(steps, { lane: "", text: " C ACTS" }), [2]);
  assert.equal(decisiveStep(steps), 2);
  assert.equal(decisiveStep([step(0, "a"), step(1, "a")]), 1);
  assert.equal(positionAt(steps, [0, 1, 2, 3], 5), 2);
  assert.equal(positionAt(steps, [0, 3], 8.9), 0);
  assert.equal(positionAt(steps, [1], -1), 1);
  assert.equal(nearestIndex([0, 3, 7], 5), 1);
  assert.equal(nearestIndex([4], 2), 0);
});

test("pairs are turned as their comparison is, so that more is better", () => {
  const faster = [{ subject: 50, baseline: 100 }, { subject: 50, baseline: 100 }];
  assert.deepEqual(pairRatios(comparison({ ratio: 0.5, pairs: faster })), [0.5, 0.5]);
  assert.deepEqual(pairRatios(comparison({ ratio: 2, pairs: faster })), [2, 2]);
  assert.deepEqual(pairRatios(comparison({ pairs: [{ subject: null, baseline: 1 }, { subject: 1, baseline: 0 }] })), []);
});

test("a bar is passed or failed only where the whole interval lies on one side", () => {
  assert.equal(standing(comparison({ low: 0.9, high: 1.1, bar: 0.9 })), "above");
  assert.equal(standing(comparison({ low: 0.9, high: 1.1, bar: 0.91 })), "across");
  assert.equal(standing(comparison({ low: 0.9, high: 1.1, bar: 1.1 })), "across");
  assert.equal(standing(comparison({ low: 0.9, high: 1.1, bar: 1.11 })), "below");
  assert.equal(standing(comparison({ low: null, bar: 1 })), "without a bar");
});

test("an excerpt is found by file and line", () => {
  const excerpts = [{ file: "a.cpp", first_line: 3, lines: ["three", "four", "five"] }];
  const lines = linesAround(excerpts, { file: "a.cpp", line: 4, column: 2, note: "" }, 1);
  assert.deepEqual(lines.map(({ number, isNamed }) => [number, isNamed]), [[3, false], [4, true], [5, false]]);
  assert.deepEqual(linesAround(excerpts, { file: "a.cpp", line: 6, column: null, note: "" }, 1), []);
  assert.equal(placeName({ file: "a.cpp", line: 4, column: null, note: "" }), "a.cpp:4");
  assert.equal(placeName({ file: "a.cpp", line: null, column: null, note: "" }), "a.cpp");
});

const operation = (lane: string, invoked_ns: number, returned_ns: number | null, conflict = false): HistoryOperation => ({
  lane,
  invoked_ns,
  returned_ns,
  input: "i",
  output: returned_ns === null ? null : "o",
  conflict,
});

test("a history has a lane a client, by number, and as many rows in it as operations overlap", () => {
  const layout = layOutHistory([
    operation("client 10", 0, 10),
    operation("client 2", 0, null),
    operation("client 2", 20, 30),
    operation("client 2", 30, 40),
  ]);
  assert.deepEqual(layout.lanes, [
    { name: "client 2", top: 0, rows: 2 },
    { name: "client 10", top: 2, rows: 1 },
  ]);
  assert.deepEqual(layout.bars.map(({ lane, row }) => [lane, row]), [[1, 2], [0, 0], [0, 1], [0, 1]]);
  assert.deepEqual(layout.extent, [0, 41]);
  assert.equal(layout.bars[1]?.to, 41);
});

test("a lane has four rows at most, and nonsense times are laid out too", () => {
  const many = layOutHistory(Array.from({ length: 20 }, () => operation("c", 0, null)));
  assert.equal(many.rows, 4);
  assert.deepEqual(layOutHistory([]).extent, [0, 1]);
  assert.deepEqual(layOutHistory([operation("c", 5, 5)]).extent, [5, 6]);
  assert.equal(layOutHistory([operation("c", 5, 3), operation("c", 9, 10)]).bars[0]?.to, 5);
});

test("a history is read from its conflict on, which the next one follows", () => {
  const operations = [operation("a", 0, 1), operation("a", 2, 3, true), operation("b", 4, 5), operation("b", 6, 7, true)];
  assert.equal(decisiveOperation({ operations, title: "", why: "", links: [], log: [], operations_omitted: 0, log_omitted: 0 }), 1);
  assert.equal(nextConflict(operations, 1, 1), 3);
  assert.equal(nextConflict(operations, 3, 1), 1);
  assert.equal(nextConflict(operations, 1, -1), 3);
  assert.equal(nextConflict([operation("a", 0, 1)], 0, 1), 0);
  const layout = layOutHistory(operations);
  assert.equal(beside(layout, 1, 1), 2);
  assert.equal(beside(layout, 1, -1), 1);
});

test("the zoom makes the shortest bar of the conflict legible within bounds", () => {
  const operations = [operation("a", 0, 1_000), operation("b", 10, 20, true)];
  const layout = layOutHistory(operations);
  const zoom = zoomToRead(layout, operations, 1_000, 100);
  assert.ok(zoom >= 10 && zoom <= 24, `${zoom}`);
  assert.equal(zoomToRead(layout, [operation("a", 0, 1_000), operation("b", 10, 20)], 1_000, 100), 1);
  assert.equal(clampZoom(1_000, 100), 64);
  assert.equal(clampZoom(1_000, 1_000), 24);
  assert.equal(clampZoom(0.1, 1_000), 1);
});
