#include "bench/environment.hpp"

#include <thread>

namespace lab::bench {

Progress& progress() {
  thread_local Progress mine;
  return mine;
}

Reply BenchDownstream::send(const Message& message, Duration) {
  Progress& seen = progress();
  const unsigned attempt = seen.sends++;
  seen.digest.sent(message.id, attempt);
  const Work& work = *seen.work;
  if (work.send_sleeps > Duration::zero()) std::this_thread::sleep_for(work.send_sleeps);
  const std::uint64_t answer = answer_of(work, message.id);
  const ReplyStatus status = status_of(work, message.id, attempt);
  return {status, status == ReplyStatus::ok ? text_of(answer) : std::string()};
}

void BenchDeadLetters::put(const DeadLetter& letter) {
  progress().digest.dead_lettered(letter.message.id, letter.message.payload.size(), letter.cause, letter.attempts);
}

std::string BenchFallback::reply(const Message& message, Cause cause) {
  return text_of(fallback_of(*progress().work, message.id, cause));
}

}  // namespace lab::bench
