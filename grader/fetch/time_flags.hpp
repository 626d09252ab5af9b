// Where a commit's times disagree with what the caller saw.
#pragma once

#include <string>
#include <vector>

#include "core/submission.hpp"
#include "fetch/listing.hpp"

namespace assay::fetch {

/// One sentence a disagreement, for a person to look at; none of them refuses anything. Clocks
/// may differ by ten minutes. Flagged: a commit time after receipt; receipt after the
/// deadline (to the millisecond); an author time after the commit time; an ancestor newer
/// than the commit, which a clock that was set back leaves behind.
[[nodiscard]] std::vector<std::string> time_flags(const CommitFacts& times, const core::SourceRequest& request);

}  // namespace assay::fetch
