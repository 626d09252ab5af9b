// Recognises consumers that do the work of a message once, however often it comes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checks/roles/delivery_paths.hpp"
#include "checks/roles/delivery_stores.hpp"

namespace assay::checks {

/// A store of identities that decides whether a message's effect happens.
struct IdempotentConsumer {
  std::string store;             ///< as in StoreAccess, or "call:…" for another's store
  std::string name;              ///< for people
  unsigned function = 0;         ///< where the decision and the effect are
  Site look;                     ///< asks whether the identity is known
  Site put;                      ///< records it; the same call where one step does both
  std::optional<unsigned> effect;  ///< the function's call; else the effect is a write
  Place look_at;
  Place put_at;
  Place effect_at;
  bool filter = false;           ///< it stands alone: what it guards is elsewhere
  bool number = false;           ///< the highest number, not a set of identities

  enum class Atomicity { one_step, one_lock, split, unknown };
  Atomicity atomicity = Atomicity::unknown;

  enum class Eviction { bounded, grows, unknown };
  Eviction eviction = Eviction::unknown;
  Place eviction_at;

  enum class Recording { after, taken_back, together, before, regardless, unknown };
  Recording recording = Recording::unknown;
};

[[nodiscard]] std::vector<IdempotentConsumer> find_idempotent_consumers(const Paths& paths, const Stores& stores);

/// Fill the judgements of one consumer.
void judge_atomicity(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer);
void judge_eviction(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer);
void judge_recording(const Paths& paths, const Stores& stores, IdempotentConsumer& consumer);

}  // namespace assay::checks
