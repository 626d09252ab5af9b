// What can go wrong with a request, as plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/duration.hpp"
#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {

/// The engine does not see it; it is answered with this error.
struct Fail {
  std::string error;                 ///< "ThrottlingException", see `error_type`
  std::vector<std::string> reasons;  ///< of TransactionCanceledException, one an item: "None", "TransactionConflict"
  bool operator==(const Fail&) const = default;
};

/// Of a batch only the first so many writes or keys are forwarded; the rest come back unprocessed.
struct Unprocessed {
  std::size_t forwarded = 0;
  bool operator==(const Unprocessed&) const = default;
};

/// The connection is reset before the engine sees anything.
struct ResetBefore {
  bool operator==(const ResetBefore&) const = default;
};

/// The engine has done it, and the connection ends without an answer.
struct LoseAnswer {
  bool reset = true;  ///< or else closed
  bool operator==(const LoseAnswer&) const = default;
};

/// Waits before it is forwarded.
struct Delay {
  core::Duration before{};
  core::Duration after{};  ///< before the answer is sent
  bool operator==(const Delay&) const = default;
};

/// A read that is not strongly consistent sees the state before the last so many writes of that item
/// (GetItem, BatchGetItem), partition (Query) or table (Scan, an index). Needs `Proxy::keep_past`.
struct Stale {
  unsigned writes = 1;
  bool operator==(const Stale&) const = default;
};

/// A Query or Scan gives at most so many items a page. A smaller Limit of the subject's stands.
struct SmallPages {
  std::uint64_t items = 1;
  bool operator==(const SmallPages&) const = default;
};

/// From now on, and for this long, nothing is accepted and nothing passes either way, whichever
/// client's it is. What is under way waits, as TCP does, or is reset.
struct Partition {
  core::Duration span = std::chrono::milliseconds{100};
  bool reset = true;
  bool operator==(const Partition&) const = default;
};

/// The subject is to die here: neither this request nor any later one is answered, none later is
/// forwarded, and `Proxy::crash_due` says so, for the judge to kill it.
struct Crash {
  bool forwarded = false;  ///< the engine still does this request
  bool operator==(const Crash&) const = default;
};

using Fault = std::variant<Fail, Unprocessed, ResetBefore, LoseAnswer, Delay, Stale, SmallPages, Partition, Crash>;

/// All that is to befall one request; empty: it passes.
using Decision = std::vector<Fault>;

/// Decides of each request, in the order in which they come, one at a time. It does not block.
using Policy = std::function<Decision(const Request&)>;

/// A kind's name, as in counters and texts: "lost-answer".
[[nodiscard]] std::string_view name_of(const Fault& fault);

/// "fail(ThrottlingException)", "stale(2)", "delay(20ms,0s)".
[[nodiscard]] std::string to_text(const Fault& fault);
[[nodiscard]] std::string to_text(const Decision& decision);

/// What `to_text` gave; nothing for anything else.
[[nodiscard]] std::optional<Fault> fault_of(std::string_view text);

/// An error that DynamoDB may answer with.
struct ErrorType {
  std::string_view name;
  unsigned status = 400;
  std::string_view space = "com.amazonaws.dynamodb.v20120810";  ///< before '#' in __type
  std::string_view message;
};

/// Nothing where it is not known.
[[nodiscard]] const ErrorType* error_type(std::string_view name);

/// The error as DynamoDB words it. A cancelled transaction of `items` has a reason for each: without any
/// in `fail`, the first is in conflict.
[[nodiscard]] Answer error_answer(const Fail& fail, std::size_t items = 0);

}  // namespace assay::kit::dynamodb
