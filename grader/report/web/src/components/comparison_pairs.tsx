import { formatFigure } from "../model/format";
import type { Comparison } from "../model/report";

export function ComparisonPairs({ comparison }: { comparison: Comparison }) {
  return (
    <div class="table-box" role="region" aria-label="Pairs" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Yours, {comparison.unit}</th>
            <th scope="col">Baseline, {comparison.unit}</th>
          </tr>
        </thead>
        <tbody>
          {comparison.pairs.map(({ subject, baseline }, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              <td>{formatFigure(subject)}</td>
              <td>{formatFigure(baseline)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
