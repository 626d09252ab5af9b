// checks_quality: holds the checks against programs with labels. See checks/README.md.
#include <algorithm>
#include <iostream>
#include <mutex>
#include <thread>

#include <CLI/CLI.hpp>

#include "quality/quality_page.hpp"
#include "quality/transform/precompiled.hpp"
#include "quality/transform/rounds.hpp"
#include "util/file.hpp"

namespace assay::quality {
namespace {

struct Options {
  std::vector<std::string> galleries, corpora, labs, includes, checks;
  std::string keep, write;
  bool mutants = false;
  bool metamorphic = false;
  bool each = false;
  bool open = false;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

/// One run of the harness: tasks on several threads, one tally.
class Harness {
 public:
  explicit Harness(const Options& options) : options_(options) {}

  bool add(core::Result<std::vector<Entry>> entries) {
    if (!entries) return complain(entries.error());
    for (auto& entry : *entries) {
      keep_wanted(entry);
      for (const auto& folder : options_.includes) entry.flags.push_back("-I" + folder);
      if (!entry.labels.empty() || options_.checks.empty()) entries_.push_back(std::move(entry));
    }
    return true;
  }

  bool run() {
    if (const auto folder = util::TemporaryDirectory::create()) return run_with(folder->path());
    return run_with({});
  }

  bool run_with(const std::filesystem::path& folder) {
    const auto headers = folder / "standard.pch";
    if (!folder.empty() && precompile_standard_headers(headers)) precompiled_ = headers;
    std::vector<std::function<void()>> tasks;
    for (auto& entry : entries_) tasks.emplace_back([this, &entry] { examine(entry); });
    run_all(std::move(tasks), options_.threads);
    std::ranges::stable_sort(tally_.deviations, {}, &Deviation::program);
    return sound_;
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  bool complain(const core::Error& error) {
    const std::lock_guard lock(mutex_);
    std::cerr << "checks_quality: " << error.message << '\n';
    return sound_ = false;
  }

  [[nodiscard]] bool is_wanted(const std::string& check) const {
    return options_.checks.empty() ||
           std::ranges::any_of(options_.checks, [&](const auto& prefix) { return check.starts_with(prefix); });
  }

  void keep_wanted(Entry& entry) const {
    std::erase_if(entry.labels, [&](const auto& label) { return !is_wanted(label.first); });
    std::erase_if(entry.mutants, [&](const auto& mutant) { return !is_wanted(mutant.check); });
  }

  std::optional<Said> said_of(const Entry& entry, const core::Result<Files>& files) {
    const auto program = files ? Program::lay_out(entry, *files) : core::Result<Program>(std::unexpected(files.error()));
    auto said = program ? analyse(*program) : core::Result<Said>(std::unexpected(program.error()));
    if (said) return std::move(*said);
    complain(said.error());
    return std::nullopt;
  }

  void examine(Entry& entry) {
    entry.precompiled = precompiled_;
    auto before = said_of(entry, entry.files);
    // What a program names may be in conflict with a header that it does not include itself.
    if (before && !before->problems.empty() && !entry.precompiled.empty()) {
      entry.precompiled.clear();
      before = said_of(entry, entry.files);
    }
    const auto program = Program::lay_out(entry, entry.files);
    if (!before || !program) return;
    {
      const std::lock_guard lock(mutex_);
      tally_.count(entry, *before);
    }
    if (options_.mutants) examine_mutants(entry, *before);
    if (!options_.metamorphic && !options_.each) return;
    for (const auto& round : rounds_of(entry, *program, options_.each ? Detail::single : Detail::combined)) {
      const auto after = said_of(entry, round.files);
      const std::lock_guard lock(mutex_);
      if (after) tally_.count_round(entry, round.name, *before, *after);
    }
  }

  void examine_mutants(const Entry& entry, const Said& before) {
    for (const auto& mutant : entry.mutants) {
      const auto after = said_of(entry, mutated(entry, mutant));
      if (!after) continue;
      if (after->problems.size() > before.problems.size()) {
        complain({core::ErrorKind::usage, entry.name + ": the mutant '" + mutant.from + "' => '" + mutant.to +
                                              "' does not compile: " + after->problems.front().message});
        continue;
      }
      const std::lock_guard lock(mutex_);
      tally_.count(entry, mutant, before, *after);
    }
  }

  const Options& options_;
  std::vector<Entry> entries_;
  std::filesystem::path precompiled_;
  std::mutex mutex_;
  Tally tally_;
  bool sound_ = true;
};

void show(const Tally& tally, bool open) {
  for (const auto& deviation : tally.deviations)
    if (deviation.wrong || open)
      std::cout << (deviation.wrong ? "WRONG " : "open  ") << deviation.program << ' ' << deviation.check << ": " << deviation.text << '\n';
  const auto page = to_markdown(tally);
  std::cout << '\n' << page.substr(std::min(page.size(), page.find("| check |")));
}

int finish(const Options& options, const Harness& harness, bool sound) {
  show(harness.tally(), options.open);
  if (!options.write.empty()) {
    if (const auto written = util::write_file(options.write, to_markdown(harness.tally())); !written) {
      std::cerr << "checks_quality: " << written.error().message << '\n';
      return 1;
    }
  }
  if (options.keep.empty()) return sound ? 0 : 1;
  const auto kept = util::read_file(options.keep);
  const auto comparison = compare(harness.tally(), kept ? *kept : "");
  for (const auto& rise : comparison.rises) std::cout << "better: " << rise << '\n';
  if (!comparison.rises.empty()) std::cout << "Keep it: checks_quality … --write " << options.keep << '\n';
  for (const auto& drop : comparison.drops) std::cout << "WORSE: " << drop << '\n';
  return sound && comparison.drops.empty() ? 0 : 1;
}

int run(const Options& options) {
  Harness harness(options);
  bool sound = true;
  for (const auto& folder : options.galleries) sound = harness.add(read_gallery(folder)) && sound;
  for (const auto& folder : options.corpora) sound = harness.add(read_corpus(folder)) && sound;
  for (const auto& folder : options.labs) sound = harness.add(read_references(folder)) && sound;
  sound = harness.run() && sound;
  return finish(options, harness, sound);
}

}  // namespace
}  // namespace assay::quality

int main(int argc, char** argv) {
  CLI::App app{"Holds the checks against programs with labels"};
  assay::quality::Options options;
  app.add_option("--gallery", options.galleries, "A folder of families, as tests/checks/gallery")->check(CLI::ExistingDirectory);
  app.add_option("--corpus", options.corpora, "A folder of programs with a labels.toml each")->check(CLI::ExistingDirectory);
  app.add_option("-I,--include", options.includes, "A folder of headers that are not the programs' own")
      ->check(CLI::ExistingDirectory)->allow_extra_args(false);
  app.add_option("--check", options.checks, "Only checks whose id begins so; may be repeated");
  app.add_option("--compare", options.keep, "Fail where a figure is below this page's");
  app.add_option("--write", options.write, "Write the page");
  app.add_flag("--mutants", options.mutants, "Examine the mutants as well");
  app.add_option("--labs", options.labs, "A folder of labs, whose references are transformed as well")->check(CLI::ExistingDirectory);
  app.add_flag("--metamorphic", options.metamorphic, "Examine programs that were changed and do the same, three an entry");
  app.add_flag("--each", options.each, "The same with a program for each kind of change, to find what matters");
  app.add_flag("-v,--open", options.open, "Show what is open, not only what is wrong");
  app.add_option("-j,--threads", options.threads)->capture_default_str()->check(CLI::Range(1, 64));
  CLI11_PARSE(app, argc, argv);
  return assay::quality::run(options);
}
