// What attacks are after: things of the host, made for one test and gone with it, each of which
// holds the same secret or can be lost.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "util/fd.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::testing {

class Prey {
 public:
  /// Fails the running test where one of them cannot be made.
  Prey();
  Prey(const Prey&) = delete;
  Prey& operator=(const Prey&) = delete;
  ~Prey();

  /// The text with the names of what there is put in: {secret}, {file} (its path, readable by its
  /// owner alone), {victim} (a process with the secret in its environment and the file open as 3),
  /// {shm}, {msg}, {sem} (System V's numbers), {mq}, {key}, {memory} (in /dev/shm), {port} (of
  /// 127.0.0.1), {abstract}, {socket} (a path).
  [[nodiscard]] std::string fill_in(std::string text) const;

  /// Whether nothing has ended the victim.
  [[nodiscard]] bool victim_lives() const;

 private:
  void start_victim();
  void make_shared();
  void listen();
  void serve();

  std::string secret_;
  std::optional<util::TemporaryDirectory> directory_;
  std::filesystem::path file_;
  std::string name_;  ///< of all that has one, unique on the machine
  pid_t victim_ = -1;
  int shm_ = -1, msg_ = -1, sem_ = -1;
  const void* attached_ = nullptr;
  unsigned short port_ = 0;
  std::vector<util::Fd> listeners_;
  util::Fd stop_, stopped_by_;
  std::thread server_;
};

}  // namespace assay::sandbox::testing
