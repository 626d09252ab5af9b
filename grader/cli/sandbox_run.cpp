#include "cli/sandbox_run.hpp"

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/isolation_option.hpp"
#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "sandbox/identity.hpp"
#include "sandbox/runner.hpp"
#include "util/file.hpp"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

constexpr int exit_success = 0;
constexpr int exit_program_failed = 1;
constexpr int exit_usage = 2;
constexpr int exit_not_run = 4;
constexpr int exit_interrupted = 5;

constexpr const char* footer = R"(Put -- before CMD, so that its own options are not taken for these.

A folder is given as HOST or HOST:INSIDE; without INSIDE it has the same path inside.
As root, --rw gives HOST itself (not what is below it) to the box's user, uid 64000.
Sizes are powers of 1024 with their unit (64KiB, 512MiB); times have a unit (250ms, 3s).

FILE gets one JSON object:
  end           exited, signalled, stopped, policy_violation, or the limit it met first: wall_limit,
                cpu_limit, memory_limit, output_limit, process_limit, disk_limit, inode_limit
                or file_size_limit; sandbox_fault where its end is not known
  error         where the sandbox failed: what happened, and the remedy
  exit_code     where the program exited, else null
  signal        where a signal ended it, else null
  wall_ns, cpu_ns, peak_memory_bytes    what all its processes used
  peak_memory_sampled                   whether that is the highest of readings 10 ms apart,
                                        as the kernel keeps no peak (version 2 before 5.19)
  peak_processes                        null where the kernel does not keep it
  printed_bytes                         on stdout and stderr, also what was dropped
  written_bytes                         given to write calls; null where the kernel does not tell
  peak_disk_bytes, peak_inodes          of its files, seen every 10 ms
  phases_ns     where the time of the run went, by phase
  process_limit_hit                     whether a process or thread was refused
  out, err                              what it printed, up to --output each
  out_truncated, err_truncated          whether it printed more
  isolation     what held the program, as "full: namespaces, seccomp, cgroup v2"

Under reduced isolation a folder can have no other path inside than its own, and a
folder of the run's own stands where /tmp is said here: it is in TMPDIR.

Exit codes: 0 the program exited with 0; 1 it ended in any other way; 2 wrong usage;
4 the sandbox could not be set up or failed, and the program's end is not known;
5 interrupted (Ctrl-C), with every process in the box ended.)";

const std::map<std::string, sandbox::Allow> weakenings{{"ptrace", sandbox::Allow::ptrace},
                                                       {"record-locks", sandbox::Allow::record_locks},
                                                       {"loopback-network", sandbox::Allow::loopback_network}};

struct Options {
  std::vector<std::string> writable;
  std::vector<std::string> readable;
  std::vector<std::string> folders;
  std::vector<std::string> environment;
  std::string directory = "/";
  std::string wall, cpu, memory, output, printed, disk, file_size, stack;
  unsigned processes = sandbox::Limits{}.processes;
  unsigned inodes = sandbox::Limits{}.inodes;
  unsigned open_files = sandbox::Limits{}.open_files;
  int pin = -1;
  std::vector<std::string> allowed;
  std::string json;
  std::vector<std::string> command;
};

int exit_code_of(const core::Error& error) {
  std::cerr << "assay: " << error.message << '\n';
  switch (error.kind) {
    case core::ErrorKind::usage: return exit_usage;
    case core::ErrorKind::interrupted: return exit_interrupted;
    case core::ErrorKind::bad_lab:
    case core::ErrorKind::infrastructure:
    case core::ErrorKind::unavailable: break;
  }
  return exit_not_run;
}

core::Result<sandbox::Mount> parse_mount(const std::string& text, bool writable) {
  const auto colon = text.find(':');
  const std::string host = text.substr(0, colon);
  if (host.empty()) return core::fail(core::ErrorKind::usage, "no folder before the colon in \"" + text + "\"");
  std::error_code error;
  const fs::path absolute = fs::canonical(host, error);
  if (error) return core::fail(core::ErrorKind::usage, "cannot mount " + host + ": " + error.message());
  const fs::path inside = colon == std::string::npos ? fs::absolute(host).lexically_normal() : fs::path(text.substr(colon + 1));
  return sandbox::Mount{absolute, inside, writable};
}

/// Where not even a trivial program can be held, that is what is to be said, with what else could be done.
core::Error explained(core::Error error) {
  if (error.kind != core::ErrorKind::infrastructure) return error;
  const auto held = sandbox::probe();
  return held ? error : held.error();
}

template <typename Value>
core::Result<void> read_limit(const char* option, const std::string& text, core::Result<Value> (*parse)(std::string_view), Value& value) {
  if (text.empty()) return {};
  const auto parsed = parse(text);
  if (!parsed) return core::within(option, parsed.error());
  value = *parsed;
  return {};
}

core::Result<sandbox::Limits> read_limits(const Options& options) {
  sandbox::Limits limits;
  limits.processes = options.processes;
  limits.open_files = options.open_files;
  limits.inodes = options.inodes;
  for (const auto& read : {read_limit("--wall", options.wall, core::parse_duration, limits.wall),
                           read_limit("--cpu", options.cpu, core::parse_duration, limits.cpu),
                           read_limit("--memory", options.memory, core::parse_bytes, limits.memory),
                           read_limit("--output", options.output, core::parse_bytes, limits.output),
                           read_limit("--file-size", options.file_size, core::parse_bytes, limits.file_size),
                           read_limit("--printed", options.printed, core::parse_bytes, limits.printed),
                           read_limit("--disk", options.disk, core::parse_bytes, limits.disk),
                           read_limit("--stack", options.stack, core::parse_bytes, limits.stack)}) {
    if (!read) return std::unexpected(read.error());
  }
  return limits;
}

core::Result<sandbox::Policy> make_policy(const Options& options) {
  sandbox::Policy policy;
  const auto limits = read_limits(options);
  if (!limits) return std::unexpected(limits.error());
  policy.limits = *limits;
  policy.environment = options.environment;
  policy.working_directory = options.directory;
  policy.cpu = options.pin;
  for (const bool writable : {false, true}) {
    for (const auto& text : writable ? options.writable : options.readable) {
      auto mount = parse_mount(text, writable);
      if (!mount) return std::unexpected(mount.error());
      policy.mounts.push_back(std::move(*mount));
    }
  }
  policy.folders.assign(options.folders.begin(), options.folders.end());
  for (const auto& name : options.allowed) {
    policy.allowed.insert(weakenings.at(name));
  }
  return policy;
}

nlohmann::json to_json(const sandbox::Phases& phases) {
  return {{"prepare", phases.prepare.count()}, {"launch", phases.launch.count()}, {"set_up", phases.set_up.count()},
          {"program", phases.program.count()}, {"end", phases.end.count()},       {"clear", phases.clear.count()}};
}

bool has_exit_code(const sandbox::Outcome& outcome) {
  using sandbox::End;
  return outcome.signal == 0 && (outcome.end == End::exited || outcome.end == End::process_limit ||
                                 outcome.end == End::disk_limit || outcome.end == End::inode_limit);
}

std::string to_json(const sandbox::Outcome& outcome) {
  using nlohmann::json;
  const json object{
      {"end", sandbox::to_string(outcome.end)},
      {"exit_code", has_exit_code(outcome) ? json(outcome.exit_code) : json()},
      {"signal", outcome.signal != 0 ? json(outcome.signal) : json()},
      {"wall_ns", outcome.usage.wall.count()},
      {"cpu_ns", outcome.usage.cpu.count()},
      {"peak_memory_bytes", outcome.usage.peak_memory.count},
      {"peak_memory_sampled", outcome.usage.peak_memory_sampled},
      {"printed_bytes", outcome.usage.printed.count},
      {"written_bytes", outcome.usage.written ? json(outcome.usage.written->count) : json()},
      {"peak_disk_bytes", outcome.usage.peak_disk.count},
      {"peak_inodes", outcome.usage.peak_inodes},
      {"peak_processes", outcome.usage.peak_processes ? json(*outcome.usage.peak_processes) : json()},
      {"process_limit_hit", outcome.process_limit_hit},
      {"phases_ns", to_json(outcome.phases)},
      {"out", outcome.out},
      {"err", outcome.err},
      {"out_truncated", outcome.out_truncated},
      {"err_truncated", outcome.err_truncated},
      {"isolation", outcome.isolation}};
  // What a program prints need not be UTF-8.
  return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

/// For a reader of FILE who would else take an earlier one for this run's.
int not_run(const Options& options, const core::Error& error) {
  const int code = exit_code_of(error);
  if (options.json.empty() || code != exit_not_run) return code;
  const nlohmann::json object{{"end", "sandbox_fault"}, {"error", error.message}};
  auto written = util::write_named_file(options.json, object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  return written ? code : exit_code_of(written.error());
}

int run_command(const Options& options, const std::stop_token& interrupted) {
  const auto policy = make_policy(options);
  if (!policy) return exit_code_of(policy.error());
  for (const auto& mount : policy->mounts) {
    if (!mount.writable) continue;
    if (auto prepared = sandbox::prepare_writable(mount.host); !prepared) return exit_code_of(prepared.error());
  }
  auto run = sandbox::Run::start(*policy, {.arguments = options.command, .echo_output = true});
  if (!run) return not_run(options, explained(run.error()));
  const auto outcome = [&] {
    const std::stop_callback on_interruption(interrupted, [&run] { run->stop(); });
    return run->wait();
  }();
  if (!outcome) return not_run(options, outcome.error());
  if (!options.json.empty()) {
    if (auto written = util::write_named_file(options.json, to_json(*outcome)); !written) return exit_code_of(written.error());
  }
  if (outcome->end == sandbox::End::stopped) {
    std::cerr << "assay: interrupted; every process in the box was ended\n";
    return exit_interrupted;
  }
  const bool succeeded = outcome->end == sandbox::End::exited && outcome->exit_code == 0;
  if (!succeeded) std::cerr << "assay: the program " << sandbox::describe(*outcome) << '\n';
  return succeeded ? exit_success : exit_program_failed;
}

void add_limits(CLI::App& app, Options& options) {
  const sandbox::Limits usual;
  const auto add = [&](const char* name, std::string& value, const char* what, const std::string& shown) {
    app.add_option(name, value, what)->type_name(shown)->group("Limits");
  };
  add("--wall", options.wall, "From the start to the end", "TIME=" + core::to_string(usual.wall));
  add("--cpu", options.cpu, "CPU time of all processes", "TIME=" + core::to_string(usual.cpu));
  add("--memory", options.memory, "Memory of all processes, with /tmp", "SIZE=" + core::to_string(usual.memory));
  add("--output", options.output, "Kept of stdout and of stderr; more is dropped", "SIZE=" + core::to_string(usual.output));
  add("--file-size", options.file_size, "Of one file", "SIZE=" + core::to_string(usual.file_size));
  add("--printed", options.printed, "To both before the program is ended", "SIZE=" + core::to_string(usual.printed));
  add("--disk", options.disk, "Of all files in /tmp, /dev/shm and --folder", "SIZE=" + core::to_string(usual.disk));
  app.add_option("--inodes", options.inodes, "Files, folders and links there")->capture_default_str()->type_name("N")->group("Limits");
  add("--stack", options.stack, "Of a process's first thread", "SIZE=" + core::to_string(usual.stack));
  app.add_option("--pids", options.processes, "Processes and threads together")->capture_default_str()->type_name("N")->group("Limits");
  app.add_option("--open-files", options.open_files, "Descriptors of one process")->capture_default_str()->type_name("N")->group("Limits");
}

}  // namespace

CLI::App* add_sandbox_run(CLI::App& parent, int& exit_code, std::stop_token interrupted) {
  CLI::App* app = parent.add_subcommand("run", "Run one program in the sandbox that submissions run in");
  auto options = std::make_shared<Options>();
  app->footer(footer);
  const auto add_list = [&](const char* name, std::vector<std::string>& list, const char* what, const char* shown) {
    // One value each time it is given: otherwise a list right before "--" would take that, too.
    return app->add_option(name, list, what)->allow_extra_args(false)->type_name(shown);
  };
  add_list("--ro", options->readable, "Show a host file or folder, read-only; repeatable", "HOST[:INSIDE]");
  add_list("--rw", options->writable, "Show it writable; repeatable", "HOST[:INSIDE]");
  add_list("--folder", options->folders, "An empty folder inside that the program may write, gone with it; repeatable", "INSIDE");
  add_list("--env", options->environment, "An environment entry; nothing is inherited; repeatable", "NAME=VALUE");
  app->add_option("--chdir", options->directory, "Working directory inside")->capture_default_str()->type_name("DIR");
  add_limits(*app, *options);
  add_list("--allow", options->allowed, "A weakening, by name: ptrace, record-locks, loopback-network; repeatable", "NAME")
      ->check(CLI::IsMember({"ptrace", "record-locks", "loopback-network"}));
  app->add_option("--pin", options->pin, "Keep every process on this processor")->type_name("N")->check(CLI::NonNegativeNumber);
  app->add_option("--json", options->json, "Write how the program ended")->type_name("FILE");
  app->add_option("command", options->command, "The program, by its absolute path inside, and its arguments")
      ->required()->type_name("CMD");
  add_isolation_option(*app);
  app->callback([options, &exit_code, interrupted] { exit_code = run_command(*options, interrupted); });
  return app;
}

}  // namespace assay::cli
