// The append-only store of evidence: a stream of records a submission, in one SQLite
// file that several processes may use at once.
//
// Records are chained by hashes. The chain shows damage, and edits by hand that did not
// rewrite everything after them; the table of heads shows records missing at a stream's
// end. Neither is proof against someone who may write the file and rewrites both: keep
// the heads that `verify` gives, or an export, somewhere else for that.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/event.hpp"

namespace assay::evidence {

/// Why nothing was appended.
struct AppendError {
  core::Error error;
  /// Where others have appended since the caller read: the version that the stream has.
  std::optional<std::uint64_t> conflicting_version;
};

struct StreamSummary {
  std::string name;
  std::uint64_t version = 0;   ///< the sequence number of its last record
  std::uint64_t gradings = 0;  ///< begun
  core::Timestamp last_recorded_at;
};

/// The end of a stream, to compare with one noted elsewhere.
struct Head {
  std::string stream;
  std::uint64_t sequence = 0;
  std::string hash;
};

/// The first record that does not fit its chain.
struct Break {
  std::string stream;
  std::uint64_t sequence = 0;
  std::string why;
};

struct Verification {
  std::uint64_t records = 0;  ///< that fit
  std::vector<Head> heads;    ///< of the streams up to the break, by name
  std::optional<Break> broken;
};

class Store {
 public:
  enum class Open { create, existing };

  /// The folder and the file are made readable to their owner alone. An infrastructure
  /// error where this is no store, or one of a newer version; a usage error where it must
  /// exist and does not.
  [[nodiscard]] static core::Result<Store> open(const std::filesystem::path& file, Open mode);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Appends all events or none, if the stream's version is `expected_version` (0: the
  /// stream is new), and gives the new version. They survive the process's and the
  /// machine's sudden end once this returns. A record's time is `now`, or the one of the
  /// record before where the clock went back. Waits up to 10 s for other processes.
  [[nodiscard]] std::expected<std::uint64_t, AppendError> append(const std::string& stream,
                                                                 std::uint64_t expected_version,
                                                                 std::span<const core::Event> events,
                                                                 core::Timestamp now);
  /// With the clock's time.
  [[nodiscard]] std::expected<std::uint64_t, AppendError> append(const std::string& stream,
                                                                 std::uint64_t expected_version,
                                                                 std::span<const core::Event> events);

  /// In order; none where there is no such stream.
  [[nodiscard]] core::Result<std::vector<core::Record>> read(const std::string& stream) const;
  /// As the stream stood at this time, records of that very moment included.
  [[nodiscard]] core::Result<std::vector<core::Record>> read_until(const std::string& stream, core::Timestamp time) const;
  /// By name.
  [[nodiscard]] core::Result<std::vector<StreamSummary>> streams() const;
  /// Computes every hash again. An error is not a break: the file could not be read.
  [[nodiscard]] core::Result<Verification> verify() const;
  /// One JSON object a line, of one stream or of all: the stored fields, `payload` as JSON.
  [[nodiscard]] core::Result<void> export_ndjson(std::ostream& out, const std::optional<std::string>& stream) const;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay::evidence
