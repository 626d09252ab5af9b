// Runs the engine on programs that are at hand as text, several at a time.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "checks/engine/analysis.hpp"
#include "quality/entry.hpp"
#include "util/temporary_directory.hpp"

namespace assay::quality {

/// What the checks said of one program.
struct Said {
  std::map<std::string, core::Finding> findings;  ///< by check
  std::vector<core::ParseProblem> problems;

  [[nodiscard]] core::Verdict verdict(const std::string& check) const;
};

/// The files of an entry, perhaps changed, in a folder of their own for as long as this lives.
class Program {
 public:
  [[nodiscard]] static core::Result<Program> lay_out(const Entry& entry, const Files& files);

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] const std::vector<checks::Unit>& units() const { return units_; }

 private:
  Program(util::TemporaryDirectory folder, std::vector<checks::Unit> units)
      : folder_(std::move(folder)), units_(std::move(units)) {}

  util::TemporaryDirectory folder_;
  std::vector<checks::Unit> units_;
};

/// Runs all checks. An error is the harness's own.
[[nodiscard]] core::Result<Said> analyse(const Program& program);

/// Runs every task, on `threads` threads, and waits.
void run_all(std::vector<std::function<void()>> tasks, unsigned threads);

}  // namespace assay::quality
