// The way of a submission: spec → fetch → build → judge → analyse → score. The only file
// that names every stage.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/lab_spec.hpp"
#include "core/score.hpp"
#include "core/submission.hpp"
#include "evidence/store.hpp"
#include "util/temporary_directory.hpp"

namespace assay {

struct GradeRequest {
  core::LabSpec lab;
  core::SourceRequest source;
  std::string stream;             ///< where the evidence goes
  bool public_only = false;       ///< leave the hidden suites out
  std::vector<std::string> suites;  ///< ids of the only ones to run; empty: all
  std::string case_filter = "*";  ///< a glob over cases' names; only these are run
  std::optional<std::uint64_t> seed;  ///< only this scenario of each case
};

struct GradeContext {
  evidence::Store& store;
  std::filesystem::path cache;    ///< for the lab's own programs
  std::function<void(const std::string& what)> progress;  ///< one line about what is going on
  std::stop_token stop;
};

struct Graded {
  std::vector<core::Record> records;  ///< of this grading
  core::Score score;
  util::TemporaryDirectory workspace;    ///< holds `submission`, for as long as this lives
  std::filesystem::path submission;      ///< what was graded; hostile
  std::optional<core::Error> fault;   ///< set: not graded, and why
};

/// Grades one submission; every fact is in the store before the next stage begins. An
/// error means that there was nothing to grade or nothing to grade with (bad usage, a bad
/// lab, no sandbox, a store that refuses), and that nothing was recorded.
[[nodiscard]] core::Result<Graded> grade(const GradeRequest& request, const GradeContext& context);

/// The stream for a source, unless the caller has a better name: the lab, the source's
/// last part, and a digest of the whole source.
[[nodiscard]] std::string default_stream(const core::LabSpec& lab, const std::string& source);

}  // namespace assay
