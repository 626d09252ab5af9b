// Answers the grader's questions; see messages.hpp.
#pragma once

#include <filesystem>

#include "fetch/messages.hpp"

namespace assay::fetch::reader {

/// Where the grader has put what there is to read.
struct Places {
  std::filesystem::path repository;
  std::filesystem::path pack;
};

/// Reads the repository in the box and answers `question`, to the end of the conversation.
void answer(const Question& question, const Places& places, WireReader& in, WireWriter& out);

}  // namespace assay::fetch::reader
