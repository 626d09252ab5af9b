// A repository in a box of the sandbox, with the program that reads it.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "fetch/attempt.hpp"
#include "fetch/fetch.hpp"
#include "fetch/wire.hpp"

namespace assay::fetch {

/// What the box shows, each at its place in messages.hpp; empty where there is none.
struct BoxContents {
  std::filesystem::path repository;
  std::filesystem::path pack;
  std::filesystem::path configuration;
};

/// Runs `assay-fetch` and holds the conversation with it. Ends it when destroyed.
class RepositoryBox {
 public:
  /// Starts it, and hears its greeting. An error is the sandbox's or the machine's.
  [[nodiscard]] static core::Result<std::unique_ptr<RepositoryBox>> start(const BoxContents& contents,
                                                                          const ReaderLimits& limits,
                                                                          std::stop_token stop);
  RepositoryBox(const RepositoryBox&) = delete;
  RepositoryBox& operator=(const RepositoryBox&) = delete;
  ~RepositoryBox();

  [[nodiscard]] WireReader& answers();
  [[nodiscard]] WireWriter& questions();

  /// Why the conversation broke off; once. What the repository did to the program is a refusal:
  /// `needs_too_much_memory` and `needs_too_much_time` where it reached the box's memory or
  /// CPU limit, `breaks_the_reader` where it crashed it, or made it say what it cannot say. An
  /// infrastructure error where the wall limit was reached, which no repository can cause by
  /// itself, or the sandbox failed.
  [[nodiscard]] Stop why_it_broke_off();

 private:
  struct State;
  explicit RepositoryBox(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay::fetch
