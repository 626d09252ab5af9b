import { resourcesUsed } from "../model/build";
import type { Build } from "../model/report";
import { buildWords } from "../model/words";
import { Printed } from "./printed";

export function BuildDetail({ build }: { build: Build }) {
  const { advice } = buildWords[build.status];
  return (
    <>
      <dl class="facts">
        {build.message && (
          <>
            <dt>Message</dt>
            <dd class="prose">{build.message}</dd>
          </>
        )}
        <dt>Step</dt>
        <dd>{build.step}</dd>
        <dt>Used</dt>
        <dd>{resourcesUsed(build)}</dd>
        {advice && (
          <>
            <dt>Next</dt>
            <dd>{advice}</dd>
          </>
        )}
      </dl>
      {build.log && <Printed title="The end of what the tools printed" text={build.log} />}
    </>
  );
}
