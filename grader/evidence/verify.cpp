#include <map>
#include <utility>

#include "evidence/store_state.hpp"

namespace assay::evidence {
namespace {

using core::Result;

// Follows the chains; each stream's records come together and in order.
class Chains {
 public:
  explicit Chains(std::map<std::string, Head> recorded_heads) : recorded_(std::move(recorded_heads)) {}

  // False at the first record that does not fit.
  bool take(const StoredRecord& record) {
    if (record.stream != head_.stream) {
      if (!end_stream()) return false;
      head_ = {record.stream, 0, chain_start(record.stream)};
    }
    if (record.sequence != head_.sequence + 1) {
      return broken(record.stream, head_.sequence + 1, "the record is missing");
    }
    if (record.previous_hash != head_.hash) {
      return broken(record.stream, record.sequence, "it does not follow the record before it");
    }
    if (record.hash != hash_of(record)) {
      return broken(record.stream, record.sequence, "its content was changed after it was recorded");
    }
    head_ = {record.stream, record.sequence, record.hash};
    ++found_.records;
    return true;
  }

  Verification finish() {
    if (!found_.broken && end_stream() && !recorded_.empty()) {
      broken(recorded_.begin()->first, 1, "all records of the stream are missing");
    }
    return std::move(found_);
  }

 private:
  bool broken(const std::string& stream, std::uint64_t sequence, std::string why) {
    found_.broken = Break{stream, sequence, std::move(why)};
    return false;
  }

  bool end_stream() {
    if (head_.sequence == 0) return true;
    const auto recorded = recorded_.find(head_.stream);
    if (recorded == recorded_.end()) return broken(head_.stream, head_.sequence, "the stream's head is missing");
    if (recorded->second.sequence > head_.sequence) {
      return broken(head_.stream, head_.sequence + 1, "the record is missing at the stream's end");
    }
    if (recorded->second.sequence < head_.sequence || recorded->second.hash != head_.hash) {
      return broken(head_.stream, head_.sequence, "it is not the one that the stream's head names");
    }
    recorded_.erase(recorded);
    found_.heads.push_back(head_);
    return true;
  }

  std::map<std::string, Head> recorded_;
  Head head_;
  Verification found_;
};

Result<std::map<std::string, Head>> read_heads(Database& database) {
  auto query = database.prepare("SELECT stream, sequence, hash FROM heads");
  if (!query) return std::unexpected(query.error());
  std::map<std::string, Head> heads;
  while (true) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return heads;
    heads[query->text(0)] = {query->text(0), query->number(1), query->text(2)};
  }
}

}  // namespace

Result<Verification> Store::verify() const {
  const std::string attempt = "verifying the evidence in " + state_->file.string();
  // One transaction: heads and records of the same moment.
  auto transaction = Transaction::begin(state_->database, Transaction::Kind::read);
  if (!transaction) return core::within(attempt, transaction.error());
  auto heads = read_heads(state_->database);
  if (!heads) return core::within(attempt, heads.error());
  Chains chains(std::move(*heads));
  const auto read = state_->for_each(std::nullopt, [&](const StoredRecord& record) -> Result<bool> {
    return chains.take(record);
  });
  if (!read) return core::within(attempt, read.error());
  return chains.finish();
}

}  // namespace assay::evidence
