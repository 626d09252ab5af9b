import { placeName } from "../model/excerpts";
import { counted } from "../model/format";
import type { Finding } from "../model/report";
import { ShowMore } from "./show_more";
import { SourceExcerpt } from "./source_excerpt";

/** Beyond this the line that was clicked may not show all of the message. */
const longestTitle = 400;

export function FindingDetail({ finding }: { finding: Finding }) {
  return (
    <div class="finding">
      {finding.message.length > longestTitle && <p class="prose">{finding.message}</p>}
      <ShowMore
        entries={finding.locations}
        first={8}
        what="places"
        render={(location) => (
          <figure class="place">
            <figcaption>
              <span class="mono place-name">{placeName(location)}</span>
              {location.note && <span class="place-note">{location.note}</span>}
            </figcaption>
            <SourceExcerpt location={location} around={4} />
          </figure>
        )}
      />
      {finding.locations_omitted > 0 && (
        <p class="muted">and {counted(finding.locations_omitted, "more place")}</p>
      )}
    </div>
  );
}
