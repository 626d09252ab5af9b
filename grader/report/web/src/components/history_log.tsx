import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { counted } from "../model/format";
import type { History, HistoryRow } from "../model/report";

interface Properties {
  history: History;
  current: number;
  onSelect: (index: number) => void;
}

/** What was stored, event by event, and what each did to the state. */
export function HistoryLog({ history, current, onSelect }: Properties) {
  const { log, operations } = history;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const hasStates = log.some(({ before, after }) => before !== null || after !== null);
  const hasStreams = new Set(log.map(({ stream }) => stream)).size > 1;

  useLayoutEffect(() => {
    const element = box.current;
    const row = element?.querySelector<HTMLElement>(".log-conflict");
    if (element && row) element.scrollTop = Math.max(0, row.offsetTop - element.clientHeight / 2);
  }, [log]);

  return (
    <div class="history-log">
      <h5 id={id}>
        What was stored{!hasStreams && log[0]?.stream && <span class="muted">{log[0].stream}</span>}
      </h5>
      <div class="table-box log-box" role="region" aria-labelledby={id} tabIndex={0} ref={box}>
        <table>
          <thead>
            <tr>
              {hasStreams && <th scope="col">Stream</th>}
              <th scope="col">Position</th>
              <th scope="col">Event</th>
              {hasStates && <th scope="col">State before</th>}
              {hasStates && <th scope="col">State after</th>}
              <th scope="col">Written by</th>
            </tr>
          </thead>
          <tbody>
            {log.map((row, index) => (
              <tr key={index} class={classOf(row, current)}>
                {hasStreams && <td class="log-text">{row.stream}</td>}
                <td>
                  {row.conflict && <span class="bad">✗ </span>}
                  {row.position}
                </td>
                <td class="log-text">{row.event}</td>
                {hasStates && <td class="log-text">{row.before}</td>}
                {hasStates && <td class="log-text">{row.after}</td>}
                <td>
                  <WrittenBy row={row} name={row.operation === null ? undefined : operations[row.operation]?.lane} onSelect={onSelect} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {history.log_omitted > 0 && (
        <p class="muted">{counted(history.log_omitted, "more event is", "more events are")} left out of this report.</p>
      )}
    </div>
  );
}

function classOf(row: HistoryRow, current: number): string | undefined {
  if (row.conflict) return "log-conflict";
  return row.operation === current ? "log-current" : undefined;
}

function WrittenBy({ row, name, onSelect }: { row: HistoryRow; name: string | undefined; onSelect: (index: number) => void }) {
  const { operation } = row;
  if (operation === null || name === undefined) return <span class="muted">not known</span>;
  return (
    <button type="button" class="quiet" aria-label={`Show who wrote position ${row.position}: ${name}`} onClick={() => onSelect(operation)}>
      {name}
    </button>
  );
}
