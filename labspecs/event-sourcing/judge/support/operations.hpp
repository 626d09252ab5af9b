// Every operation of the contract as a trial: what is made ready, what is called, and what must be true once it
// has returned, whatever happened to its requests.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/client.hpp"
#include "support/world.hpp"

namespace judge {

/// How a trial's call ended.
struct Ended {
  Ending ending = Ending::returned;
  std::string call;
  std::string text;  ///< of what it threw
};

/// `name` is of this trial alone: of its streams and customers.
struct Operation {
  std::string title;  ///< "append of three events"
  bool writes_events = false;  ///< to the event table of the store
  unsigned requests = 40;      ///< so many of its requests are tried, at most
  std::function<void(World& world, const Client& client, const std::string& name)> prepare;
  std::function<Ended(World& world, const Client& client, const std::string& name)> call;
  /// After it returned: throws a Violation where what it gave, or what is stored, is wrong.
  std::function<void(World& world, const Client& client, const std::string& name)> check;
  /// Where it writes events: how many each of its streams has where nothing was appended, and where all was.
  std::function<std::map<std::string, std::pair<std::size_t, std::size_t>>(const std::string& name)> sizes = {};
};

/// All of them.
[[nodiscard]] const std::vector<Operation>& operations();

/// Those that append to the log: an append of one and of three events, append_all and a command.
[[nodiscard]] std::vector<Operation> appending();

}  // namespace judge
