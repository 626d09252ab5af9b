// A process that is ended in the middle of a call.
#pragma once

#include <string>

#include "support/client.hpp"
#include "support/operations.hpp"
#include "support/world.hpp"

namespace judge {

/// Calls the operation, and ends the process at its n-th request: before the engine has it, or after it has been carried out
/// (`forwarded`). Another process is started then. False: it had fewer requests, and the call went to its end.
bool call_with_crash(World& world, const Client& client, const Operation& operation, const std::string& name, unsigned nth, bool forwarded);

}  // namespace judge
