// Answers the grader's questions; see messages.hpp.
#pragma once

#include "fetch/messages.hpp"

namespace assay::fetch::reader {

/// Reads the repository in the box and answers `question`, to the end of the conversation.
void answer(const Question& question, WireReader& in, WireWriter& out);

}  // namespace assay::fetch::reader
