import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Properties<Entry> {
  entries: Entry[];
  first: number;
  what: string;
  render: (entry: Entry) => ComponentChildren;
}

/** A long list by pieces, so that the page stays quick. */
export function ShowMore<Entry>({ entries, first, what, render }: Properties<Entry>) {
  const [shown, setShown] = useState(first);
  const rest = entries.length - shown;
  return (
    <>
      {entries.slice(0, shown).map(render)}
      {rest > 0 && (
        <button type="button" class="quiet more" onClick={() => setShown(shown + 100)}>
          Show {Math.min(rest, 100)} more of {rest.toLocaleString("en")} {what}
        </button>
      )}
    </>
  );
}
