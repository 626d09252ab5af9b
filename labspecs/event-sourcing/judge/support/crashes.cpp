#include "support/crashes.hpp"

namespace judge {

bool call_with_crash(World& world, const Client& client, const Operation& operation, const std::string& name, unsigned nth, bool forwarded) {
  world.proxy().set_policy([=, seen = 0U](const dynamodb::Request&) mutable {
    return ++seen == nth ? dynamodb::Decision{dynamodb::Crash{.forwarded = forwarded}} : dynamodb::Decision{};
  });
  const bool ended = world.call_until_crash([&] { (void)operation.call(world, client, name); });
  if (ended) {
    world.proxy().set_policy({});
    return false;
  }
  world.restart(text_of("the process is ended at request ", nth, ", ", forwarded ? "which has been carried out" : "which DynamoDB has not seen",
                        ", and another one is started"));
  return true;
}

}  // namespace judge
