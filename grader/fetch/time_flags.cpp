#include "fetch/time_flags.hpp"

namespace assay::fetch {
namespace {

using namespace std::chrono_literals;
using core::Timestamp;

constexpr auto clock_tolerance = 10min;

// "3 d 4 h", "2 h 5 min", "40 s": the two largest units that are not zero.
std::string span(std::chrono::milliseconds difference) {
  using namespace std::chrono;
  const auto days_part = duration_cast<days>(difference);
  const auto hours_part = duration_cast<hours>(difference % days{1});
  const auto minutes_part = duration_cast<minutes>(difference % hours{1});
  const auto with = [](auto count, const char* unit) {
    return count == 0 ? std::string() : " " + std::to_string(count) + unit;
  };
  if (difference >= days{1}) return std::to_string(days_part.count()) + " d" + with(hours_part.count(), " h");
  if (difference >= 1h) return std::to_string(hours_part.count()) + " h" + with(minutes_part.count(), " min");
  if (difference >= 1min) return std::to_string(minutes_part.count()) + " min";
  return std::to_string(duration_cast<seconds>(difference).count()) + " s";
}

}  // namespace

std::vector<std::string> time_flags(const CommitFacts& times, const core::SourceRequest& request) {
  std::vector<std::string> flags;
  const auto flag = [&](std::string text) { flags.push_back(std::move(text)); };
  const std::string commit_time = core::to_string(times.commit);
  if (request.received_at && times.commit > *request.received_at + clock_tolerance) {
    flag("commit time " + commit_time + " is " + span(times.commit - *request.received_at) + " after receipt at " +
         core::to_string(*request.received_at) + ": a commit's own time is forgeable");
  }
  if (request.received_at && request.deadline && *request.received_at > *request.deadline) {
    flag("received at " + core::to_string(*request.received_at) + ", " +
         span(*request.received_at - *request.deadline) + " after the deadline " +
         core::to_string(*request.deadline) + "; commit time " + commit_time + " is the commit's own word");
  }
  if (times.author > times.commit + clock_tolerance) {
    flag("author time " + core::to_string(times.author) + " is " + span(times.author - times.commit) +
         " after commit time " + commit_time);
  }
  if (times.newest_ancestor && *times.newest_ancestor > times.commit + clock_tolerance) {
    flag("an earlier commit has time " + core::to_string(*times.newest_ancestor) + ", " +
         span(*times.newest_ancestor - times.commit) + " after commit time " + commit_time +
         ": a clock was set back or a time forged");
  }
  return flags;
}

}  // namespace assay::fetch
