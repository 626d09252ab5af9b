// Lets the judge ask a thread that waits where it waits.
#pragma once

namespace assay::kit::races {

/// From here on SIGUSR2 has the thread that gets it write its stack to the judge, as a report
/// of the kind "waiting thread".
void give_stacks_on_request();

}  // namespace assay::kit::races
