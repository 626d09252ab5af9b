#include "bench/environment.hpp"

#include <thread>

namespace lab::bench {

Progress& progress() {
  thread_local Progress mine;
  return mine;
}

Reply BenchDownstream::send(const Message& message, Duration) {
  Progress& seen = progress();
  const Work& work = *seen.work;
  if (is_to_be_refused(work, message.id)) seen.digest.sent_in_vain(message.id);
  if (work.send_sleeps > Duration::zero()) std::this_thread::sleep_for(work.send_sleeps);
  const std::uint64_t answer = answer_of(work, message.id);
  const ReplyStatus status = status_of(work, message.id);
  return {status, status == ReplyStatus::ok ? text_of(answer) : std::string()};
}

void BenchDeadLetters::put(const DeadLetter&) {}

std::string BenchFallback::reply(const Message& message, Cause) {
  return text_of(fallback_of(*progress().work, message.id));
}

}  // namespace lab::bench
