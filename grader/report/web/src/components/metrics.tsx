import { formatFigure } from "../model/format";
import type { Case } from "../model/report";

/** The figures that no plot shows already. */
export function Metrics({ judged }: { judged: Case }) {
  const plotted = new Set(judged.comparisons.map(({ name }) => name));
  const figures = Object.entries(judged.metrics).filter(([name]) => !plotted.has(name));
  if (figures.length === 0) return null;
  return (
    <dl class="metrics" aria-label="Figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt class="mono">{name}</dt>
          <dd>{formatFigure(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
