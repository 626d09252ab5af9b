#include "quality/runner.hpp"

#include <atomic>
#include <thread>

#include "util/file.hpp"

namespace assay::quality {

core::Verdict Said::verdict(const std::string& check) const {
  const auto found = findings.find(check);
  return found == findings.end() ? core::Verdict::not_graded : found->second.verdict;
}

core::Result<Program> Program::lay_out(const Entry& entry, const Files& files) {
  auto folder = util::TemporaryDirectory::create();
  if (!folder) return std::unexpected(folder.error());
  const auto root = folder->path().string();
  for (const auto& [name, text] : files) {
    const auto path = folder->path() / name;
    std::filesystem::create_directories(path.parent_path());
    if (auto written = util::write_file(path, text); !written) return std::unexpected(written.error());
  }
  std::vector<checks::Unit> units;
  for (const auto& name : entry.units) {
    checks::Unit unit{folder->path() / name, {}};
    if (!name.ends_with(".c")) unit.flags.emplace_back("-std=c++20");
    if (!name.ends_with(".c") && !entry.precompiled.empty())
      unit.flags.insert(unit.flags.end(), {"-include-pch", entry.precompiled.string()});
    for (const auto& include : {root, root + "/include", root + "/src"}) unit.flags.push_back("-I" + include);
    // A header beside the entry, which is none of its own files, is another's code.
    unit.flags.push_back("-I" + entry.root.string());
    unit.flags.insert(unit.flags.end(), entry.flags.begin(), entry.flags.end());
    units.push_back(std::move(unit));
  }
  return Program(std::move(*folder), std::move(units));
}

core::Result<Said> analyse(const Program& program) {
  checks::Request request;
  request.root = program.root();
  request.units = program.units();
  auto report = checks::analyse(request);
  if (!report) return std::unexpected(report.error());
  Said said;
  for (auto& finding : report->findings) said.findings[finding.check] = std::move(finding);
  said.problems = std::move(report->problems);
  return said;
}

void run_all(std::vector<std::function<void()>> tasks, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (auto i = next++; i < tasks.size(); i = next++) tasks[i]();
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
}

}  // namespace assay::quality
