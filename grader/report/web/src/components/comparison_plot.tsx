import { scaleLinear } from "d3-scale";
import { extent } from "d3-array";
import { useWidth } from "../hooks/size";
import { pairRatios, standing, standingWords } from "../model/comparisons";
import { counted, formatFigure } from "../model/format";
import type { Comparison } from "../model/report";
import { ComparisonPairs } from "./comparison_pairs";
import { ComparisonStrip } from "./comparison_strip";

/** A ratio with its interval and the bar it is held against, over the pairs that it is the median of. */
export function ComparisonPlot({ comparison }: { comparison: Comparison }) {
  const [box, width] = useWidth<HTMLDivElement>(600);
  const { title, name, ratio, low, high, bar } = comparison;
  const ratios = pairRatios(comparison);
  const marks = [...ratios, ratio, low, high, bar, 1].filter((value) => value !== null && Number.isFinite(value));
  const [least = 0, most = 1] = extent(marks as number[]);
  const room = (most - least || 1) * 0.08;
  const x = scaleLinear([Math.max(0, least - room), most + room], [24, width - 24]).nice();
  const how = standing(comparison);
  return (
    <figure class={`plot standing-${how.replaceAll(" ", "-")}`}>
      <figcaption>
        <span class="plot-title">{title || name}</span>
        <span class="plot-figure">
          <b>{formatFigure(ratio)}×</b> the baseline
        </span>
        <span class="plot-words">
          {low !== null && high !== null && `between ${formatFigure(low)} and ${formatFigure(high)}`}
          {bar !== null && `, bar ${formatFigure(bar)}`}: <span class="standing">{standingWords[how]}</span>
        </span>
      </figcaption>
      <div ref={box} class="plot-box">
        <ComparisonStrip comparison={comparison} ratios={ratios} x={x} width={width} />
      </div>
      <details>
        <summary>{counted(comparison.pairs.length, "pair")} in figures</summary>
        <ComparisonPairs comparison={comparison} />
      </details>
    </figure>
  );
}
