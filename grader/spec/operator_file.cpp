#include "spec/operator_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "spec/limits_reader.hpp"
#include "spec/schema.hpp"
#include "spec/services_reader.hpp"
#include "spec/table_reader.hpp"
#include "spec/toml_file.hpp"
#include "util/fd.hpp"

namespace assay::spec {
namespace {

namespace fs = std::filesystem;
using core::OperatorCeilings;

std::unexpected<core::Error> refuse(const fs::path& file, const std::string& why) {
  return core::fail(core::ErrorKind::infrastructure, "the operator's file " + file.string() + ": " + why);
}

// Opened once, so that what is checked is what is read.
core::Result<util::Fd> open_trusted(const fs::path& file) {
  util::Fd opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!opened) return refuse(file, core::fail_errno("opening it", errno).error().message);
  struct stat about{};
  if (::fstat(opened.get(), &about) != 0) return refuse(file, core::fail_errno("looking at it", errno).error().message);
  if (!S_ISREG(about.st_mode)) return refuse(file, "is not a regular file");
  if (about.st_uid != 0 && about.st_uid != ::geteuid()) {
    return refuse(file, "belongs to the user " + std::to_string(about.st_uid) + "; it must be root's or your own: chown root " + file.string());
  }
  if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return refuse(file, "may be written by others; mend it with: chmod go-w " + file.string());
  }
  return opened;
}

// One reading of the file: what it sets, and where.
class Reading {
 public:
  Reading(const toml::table& content, const fs::path& file, Diagnostics& problems)
      : content_(content), root_(content, schema::operator_file, {}, problems), file_(file) {}

  OperatorCeilings take() {
    ceilings_.file = file_;
    TableReader limits = root_.table("limits", schema::limits);
    read_stage(limits, "build", "limits.build", ceilings_.build);
    read_stage(limits, "subject", "limits.subject", ceilings_.subject);
    read_stage(limits, "analysis", "limits.analysis", ceilings_.analysis);
    TableReader submission = root_.table("submission", schema::operator_submission);
    read_checkout(submission);
    read_rest();
    return std::move(ceilings_);
  }

 private:
  // A ceiling has a lab's range: one below would refuse every lab, one above would say nothing.
  void read_stage(TableReader& limits, std::string_view key, const std::string& name, core::StageLimits& stage) {
    const LimitCeilings none{ranges_, core::most_limits, name};
    stage = read_limits(limits, key, name, core::most_limits, none);
    for (const auto limit : schema::stage_limits.keys) note(name, limit);
  }

  void read_checkout(TableReader& submission) {
    TableReader table = submission.table("limits", schema::submission_limits);
    auto& checkout = ceilings_.checkout;
    checkout.files = table.count("files", checkout.files, {1, checkout.files});
    checkout.file_size = table.bytes("file_size", checkout.file_size, {core::Bytes{1024}, checkout.file_size});
    checkout.total_size = table.bytes("total_size", checkout.total_size, {core::Bytes{1024}, checkout.total_size});
    checkout.submodules = table.flag("submodules", checkout.submodules);
    for (const auto limit : schema::submission_limits.keys) note("submission.limits", limit);
  }

  void read_rest() {
    TableReader suite = root_.table("suite", schema::operator_suite);
    ceilings_.suite_wall = suite.duration("wall", ceilings_.suite_wall, {std::chrono::milliseconds{100}, ceilings_.suite_wall});
    note("suite", "wall");
    TableReader program = root_.table("program", schema::operator_program);
    if (program.has("allow")) ceilings_.allowed = read_weakenings(program, "allow");
    note("program", "allow");
    TableReader service = root_.table("service", schema::operator_service);
    if (service.has("allow")) ceilings_.services = read_service_kinds(service, "allow");
    note("service", "allow");
    TableReader isolation = root_.table("isolation", schema::operator_isolation);
    ceilings_.reduced_isolation = isolation.flag("reduced", true);
    note("isolation", "reduced");
  }

  void note(const std::string& table, std::string_view key) {
    const std::string path = table + "." + std::string(key);
    const auto* node = content_.at_path(path).node();
    if (node == nullptr) return;
    const Place place = place_of(node->source());
    ceilings_.places[path] = file_.string() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  }

  const toml::table& content_;
  TableReader root_;
  fs::path file_;
  OperatorCeilings ceilings_;
  const OperatorCeilings ranges_;
};

}  // namespace

core::Result<OperatorCeilings> load_ceilings(const fs::path& file) {
  const auto opened = open_trusted(file);
  if (!opened) return std::unexpected(opened.error());
  Diagnostics problems(file);
  const toml::table content = read_toml(fs::path("/proc/self/fd") / std::to_string(opened->get()), problems);
  OperatorCeilings ceilings;
  if (problems.empty()) ceilings = Reading(content, file, problems).take();
  if (!problems.empty()) return core::fail(core::ErrorKind::infrastructure, problems.to_string());
  return ceilings;
}

core::Result<OperatorCeilings> find_ceilings(const fs::path& named) {
  if (!named.empty()) return load_ceilings(named);
  if (const char* variable = std::getenv(operator_variable); variable != nullptr && *variable != '\0') {
    return load_ceilings(variable);
  }
  // What cannot be looked at is opened, and refused there: only a file that is not there is none.
  struct stat ignored{};
  if (::stat(operator_path, &ignored) != 0 && (errno == ENOENT || errno == ENOTDIR)) return OperatorCeilings{};
  return load_ceilings(operator_path);
}

}  // namespace assay::spec
