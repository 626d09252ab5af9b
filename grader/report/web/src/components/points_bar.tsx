import type { Shares } from "../model/points";

/** Earned, lost and open, as shares of what is possible. The figures stand beside it as text. */
export function PointsBar({ shares, large = false }: { shares: Shares; large?: boolean }) {
  const parts = (["earned", "lost", "open"] as const).filter((part) => shares[part] > 0);
  return (
    <div class={large ? "bar bar-large" : "bar"} aria-hidden="true">
      {parts.map((part) => (
        <span key={part} class={`bar-${part}`} style={{ width: `${(100 * shares[part]) / shares.possible}%` }} />
      ))}
    </div>
  );
}
