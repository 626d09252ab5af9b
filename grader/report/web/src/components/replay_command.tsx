import { useState } from "preact/hooks";
import { copyText } from "../model/clipboard";

/** What is copied is what is shown, so that no hidden character reaches a shell. */
export function ReplayCommand({ command }: { command: string }) {
  const [state, setState] = useState<"" | "Copied" | "Select the command and copy it">("");
  const copy = async () => setState((await copyText(command)) ? "Copied" : "Select the command and copy it");
  return (
    <div class="replay">
      <span class="label">Replay</span>
      <code tabIndex={0}>{command}</code>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" class="muted">
        {state}
      </span>
    </div>
  );
}
