// Where the symbolic links of a submission lead.
#pragma once

#include <map>
#include <string>

#include "fetch/attempt.hpp"

namespace assay::fetch {

/// The text of every link, by the link's path.
using Links = std::map<std::string, std::string>;

/// Follows each link through every other as the kernel would, and refuses the set as
/// `link_out_of_tree` where one leads out of the checkout, even for a step of its way and
/// even where the parts before do not exist (yet), and as `link_loop` where one needs more
/// than 40 others (Linux MAXSYMLINKS).
[[nodiscard]] Attempt<void> check_links(const Links& links);

}  // namespace assay::fetch
