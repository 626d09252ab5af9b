import { useId, useMemo, useState } from "preact/hooks";
import { usePrinting } from "../hooks/printing";
import { counted } from "../model/format";
import { beside, decisiveOperation, layOutHistory, nextConflict } from "../model/history";
import type { History } from "../model/report";
import { HistoryChart } from "./history_chart";
import { HistoryControls } from "./history_controls";
import { HistoryLog } from "./history_log";
import { OperationDetail } from "./operation_detail";
import { PrintedConflict } from "./printed_conflict";

/** How far a key goes in the order of invocation. */
const strides: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** What several clients did at the same time: the operations as bars over real time, and what was stored. */
export function HistoryView({ history }: { history: History }) {
  const { operations, links, log } = history;
  const layout = useMemo(() => layOutHistory(operations), [operations]);
  const [current, setCurrent] = useState(() => decisiveOperation(history));
  const [pointed, setPointed] = useState<number | null>(null);
  const [zoom, setZoom] = useState<number | null>(null);
  const isPrinting = usePrinting();
  const id = useId();

  const go = (to: number) => setCurrent(Math.min(operations.length - 1, Math.max(0, to)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stride = strides[event.key];
    if (stride !== undefined) go(current + stride);
    else if (event.key === "ArrowUp") go(beside(layout, current, -1));
    else if (event.key === "ArrowDown") go(beside(layout, current, 1));
    else return;
    event.preventDefault();
  };
  return (
    <section class="history" aria-labelledby={id}>
      <h4 id={id}>
        What the clients did{history.title && <span class="muted">{history.title}</span>}
      </h4>
      {history.why && <p class="prose">{history.why}</p>}
      {operations.length > 0 && (
        <>
          {!isPrinting && (
            <HistoryControls
              index={current}
              count={operations.length}
              hasConflict={operations.some(({ conflict }) => conflict)}
              onConflict={(direction) => go(nextConflict(operations, current, direction))}
              onGo={go}
            />
          )}
          <HistoryChart
            operations={operations}
            links={links}
            layout={layout}
            current={current}
            zoom={isPrinting ? 1 : zoom}
            onZoom={setZoom}
            onKeyDown={onKeyDown}
            onSelect={setCurrent}
            onPoint={setPointed}
          />
          {isPrinting ? (
            <PrintedConflict operations={operations} />
          ) : (
            <OperationDetail history={history} index={pointed ?? current} onSelect={go} />
          )}
        </>
      )}
      {history.operations_omitted > 0 && (
        <p class="muted">{counted(history.operations_omitted, "more operation is", "more operations are")} left out of this report.</p>
      )}
      {log.length > 0 && <HistoryLog history={history} current={current} onSelect={go} />}
    </section>
  );
}
