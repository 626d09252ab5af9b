#pragma once

#include <algorithm>
#include <string>
#include <type_traits>

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "lab/errors.hpp"

namespace ledger {

namespace db = lab::dynamodb;

/// How long to wait after the `failed`th failure, from 1 on: base, twice base, four times … and never more than the longest.
[[nodiscard]] constexpr lab::Duration pause_after(unsigned failed, lab::Duration base, lab::Duration longest) {
  lab::Duration pause = base;
  while (--failed > 0 && pause < longest) pause += std::min(pause, longest - pause);
  return pause;
}

/// DynamoDB, and the patience to ask it again. Cheap to copy; what it refers to outlives it.
struct Session {
  db::Client* client;
  lab::Sleeper* sleeper;
  unsigned attempts;
  lab::Duration base;
  lab::Duration longest;
};

[[nodiscard]] inline Session session_of(const lab::Config& config, const lab::Environment& environment) {
  return {&environment.client, &environment.sleeper, config.max_attempts, config.base_delay, config.max_delay};
}

/// After the `failed`th failure: throws lab::Unavailable, or waits.
inline void wait_or_give_up(const Session& session, unsigned failed, const char* reason) {
  if (failed >= session.attempts) throw lab::Unavailable(reason);
  session.sleeper->sleep_for(pause_after(failed, session.base, session.longest));
}

/// What `question` gives when it is put to DynamoDB, as often as it takes and the session allows. One that writes may have been
/// carried out by an attempt whose answer was lost.
template <typename Question>
std::invoke_result_t<Question, db::Client&> ask(const Session& session, const Question& question) {
  for (unsigned failed = 1;; ++failed) {
    try {
      return question(*session.client);
    } catch (const db::Error& error) {
      if (!error.retryable) throw;
      wait_or_give_up(session, failed, error.what());
    }
  }
}

}  // namespace ledger
