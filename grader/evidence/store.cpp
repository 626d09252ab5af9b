#include "evidence/store.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "core/event_json.hpp"
#include "core/utf8.hpp"
#include "evidence/sqlite.hpp"
#include "evidence/store_state.hpp"
#include "evidence/stored_record.hpp"
#include "util/fd.hpp"

namespace assay::evidence {
namespace {

using namespace core;

constexpr int busy_timeout_ms = 10'000;
constexpr std::string_view schema_version = "1";
constexpr std::size_t longest_stream_name = 1024;

// The trigger before an insert is what holds off INSERT OR REPLACE, which deletes the
// old row without asking the trigger before a delete.
constexpr const char* schema = R"sql(
CREATE TABLE records (
  stream        TEXT    NOT NULL,
  sequence      INTEGER NOT NULL CHECK (sequence > 0),
  recorded_at   TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  format        INTEGER NOT NULL,
  payload       TEXT    NOT NULL,
  previous_hash TEXT    NOT NULL,
  hash          TEXT    NOT NULL,
  PRIMARY KEY (stream, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE heads (
  stream   TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER records_follow BEFORE INSERT ON records
WHEN new.sequence <> 1 + coalesce((SELECT max(sequence) FROM records WHERE stream = new.stream), 0)
BEGIN SELECT raise(ABORT, 'evidence is append-only: a record follows the last one'); END;
CREATE TRIGGER records_keep_heads AFTER INSERT ON records
BEGIN
  INSERT INTO heads VALUES (new.stream, new.sequence, new.hash)
  ON CONFLICT (stream) DO UPDATE SET sequence = new.sequence, hash = new.hash;
END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records
BEGIN SELECT raise(ABORT, 'evidence is append-only: no record changes'); END;
CREATE TRIGGER records_remain BEFORE DELETE ON records
BEGIN SELECT raise(ABORT, 'evidence is append-only: no record goes'); END;
CREATE TRIGGER heads_remain BEFORE DELETE ON heads
BEGIN SELECT raise(ABORT, 'evidence is append-only: no head goes'); END;
CREATE TRIGGER heads_advance BEFORE UPDATE ON heads
WHEN new.stream <> old.stream OR new.sequence <> old.sequence + 1
BEGIN SELECT raise(ABORT, 'evidence is append-only: a head only moves on'); END;

PRAGMA user_version = 1;
)sql";

constexpr std::string_view columns =
    "stream, sequence, recorded_at, kind, format, payload, previous_hash, hash";

StoredRecord row_of(const Statement& row) {
  return {row.text(0), row.number(1), row.text(2), row.text(3), row.number(4), row.text(5), row.text(6), row.text(7)};
}

// SQLite gives a new file the permissions of the umask, so the file is made first; its
// -wal and -shm siblings get the same ones.
Result<void> make_private(const std::filesystem::path& file) {
  std::error_code problem;
  const auto folder = std::filesystem::absolute(file, problem).parent_path();
  if (!problem && !std::filesystem::exists(folder, problem)) {
    std::filesystem::create_directories(folder, problem);
    if (!problem) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
  }
  if (problem) return fail_errno("making the folder " + folder.string(), problem.value());
  // Only a new file is opened here: closing any descriptor of a file drops all the locks
  // that this process has on it (fcntl(2)), those of its other connections among them.
  const util::Fd made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!made && errno != EEXIST) return fail_errno("making the file", errno);
  return {};
}

Result<void> prepare_schema(Database& database) {
  auto transaction = Transaction::begin(database, Transaction::Kind::write);
  if (!transaction) return std::unexpected(transaction.error());
  const auto version = database.ask("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == "0") {
    const auto tables = database.ask("SELECT count(*) FROM sqlite_schema");
    if (!tables) return std::unexpected(tables.error());
    if (*tables != "0") return fail(ErrorKind::infrastructure, "it is a database of something else");
    if (auto made = database.run(schema); !made) return made;
  } else if (*version != schema_version) {
    return fail(ErrorKind::infrastructure, "it has version " + *version + ", this program knows " + std::string(schema_version));
  }
  return transaction->commit();
}

// SQLite does not wait for the lock that switching the mode needs, so the wait is ours:
// processes that make the store at the same time all switch it.
Result<void> use_write_ahead_log(Database& database) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds{busy_timeout_ms};
  while (true) {
    const auto mode = database.ask("PRAGMA journal_mode = WAL");
    if (mode && *mode == "wal") return {};
    if (mode) return fail(ErrorKind::infrastructure, "its folder allows no write-ahead log");
    if (!database.is_busy() || std::chrono::steady_clock::now() > deadline) return std::unexpected(mode.error());
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

Result<Database> open_database(const std::filesystem::path& file) {
  auto database = Database::open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  if (!database) return database;
  // FULL syncs the log at each commit: what was appended outlives a power cut. No
  // function of ours is needed by the schema, so a forged schema gets none either.
  const std::string settings = "PRAGMA busy_timeout = " + std::to_string(busy_timeout_ms) +
                               "; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL;";
  if (auto set = database->run(settings); !set) return std::unexpected(set.error());
  if (auto logs = use_write_ahead_log(*database); !logs) return std::unexpected(logs.error());
  if (auto ready = prepare_schema(*database); !ready) return std::unexpected(ready.error());
  return database;
}

std::unexpected<AppendError> cannot(const std::string& stream, const Error& error) {
  return std::unexpected(AppendError{within("recording evidence of '" + stream + "'", error).error(), std::nullopt});
}

// The last record's sequence number, time and hash; 0, none and the chain's start.
Result<StoredRecord> read_head(Database& database, const std::string& stream) {
  auto query = database.prepare("SELECT sequence, recorded_at, hash FROM records WHERE stream = ? ORDER BY sequence DESC LIMIT 1");
  if (!query) return std::unexpected(query.error());
  query->bind(1, stream);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  StoredRecord head;
  head.hash = chain_start(stream);
  if (*row) {
    head.sequence = query->number(0);
    head.recorded_at = query->text(1);
    head.hash = query->text(2);
  }
  return head;
}

Result<std::uint64_t> insert(Database& database, const std::string& stream, StoredRecord previous,
                             std::span<const Event> events, Timestamp now) {
  auto statement = database.prepare("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  if (!statement) return std::unexpected(statement.error());
  if (const auto last = parse_timestamp(previous.recorded_at)) now = std::max(now, *last);
  for (const auto& event : events) {
    StoredRecord record{stream, previous.sequence + 1, to_string(now), event_kind(event), payload_format,
                        event_to_json(event).dump(), previous.hash, {}};
    record.hash = hash_of(record);
    statement->bind(1, record.stream);
    statement->bind(2, record.sequence);
    statement->bind(3, record.recorded_at);
    statement->bind(4, record.kind);
    statement->bind(5, record.format);
    statement->bind(6, record.payload);
    statement->bind(7, record.previous_hash);
    statement->bind(8, record.hash);
    if (auto done = statement->run(); !done) return std::unexpected(done.error());
    previous = std::move(record);
  }
  return previous.sequence;
}

bool is_stream_name(const std::string& name) {
  const bool printable = std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return !name.empty() && name.size() <= longest_stream_name && printable && valid_utf8(name) == name;
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& file, Open mode) {
  const std::string attempt = "opening the evidence in " + file.string();
  if (mode == Open::create) {
    if (auto made = make_private(file); !made) return within(attempt, made.error());
  } else if (std::error_code problem; !std::filesystem::exists(file, problem)) {
    return fail(ErrorKind::usage, attempt + ": there is no such file");
  }
  auto database = open_database(file);
  if (!database) return within(attempt, database.error());
  return Store(std::make_unique<State>(std::move(*database), file));
}

std::expected<std::uint64_t, AppendError> Store::append(const std::string& stream, std::uint64_t expected_version,
                                                        std::span<const Event> events, Timestamp now) {
  if (!is_stream_name(stream)) {
    return cannot(stream, {ErrorKind::usage, "a stream's name is one line of UTF-8, 1 to " +
                                                 std::to_string(longest_stream_name) + " bytes"});
  }
  auto transaction = Transaction::begin(state_->database, Transaction::Kind::write);
  if (!transaction) return cannot(stream, transaction.error());
  auto head = read_head(state_->database, stream);
  if (!head) return cannot(stream, head.error());
  if (head->sequence != expected_version) {
    const std::string why = "another process has recorded meanwhile: expected version " +
                            std::to_string(expected_version) + ", found " + std::to_string(head->sequence);
    auto error = cannot(stream, {ErrorKind::infrastructure, why}).error();
    error.conflicting_version = head->sequence;
    return std::unexpected(std::move(error));
  }
  const auto version = insert(state_->database, stream, std::move(*head), events, now);
  if (!version) return cannot(stream, version.error());
  if (auto committed = transaction->commit(); !committed) return cannot(stream, committed.error());
  return *version;
}

std::expected<std::uint64_t, AppendError> Store::append(const std::string& stream, std::uint64_t expected_version,
                                                        std::span<const Event> events) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return append(stream, expected_version, events, now);
}

Result<void> Store::State::for_each(const std::optional<std::string>& stream,
                                    const std::function<Result<bool>(const StoredRecord&)>& take) {
  const std::string attempt = "reading the evidence in " + file.string();
  auto query = database.prepare("SELECT " + std::string(columns) + " FROM records" +
                                (stream ? " WHERE stream = ?" : "") + " ORDER BY stream, sequence");
  if (!query) return within(attempt, query.error());
  if (stream) query->bind(1, *stream);
  while (true) {
    const auto row = query->step();
    if (!row) return within(attempt, row.error());
    if (!*row) return {};
    const auto more = take(row_of(*query));
    if (!more) return within(attempt, more.error());
    if (!*more) return {};
  }
}

Result<std::vector<Record>> Store::read(const std::string& stream) const {
  return read_until(stream, Timestamp::max());
}

Result<std::vector<Record>> Store::read_until(const std::string& stream, Timestamp time) const {
  std::vector<Record> records;
  auto done = state_->for_each(stream, [&](const StoredRecord& stored) -> Result<bool> {
    auto record = decode(stored);
    if (!record) return std::unexpected(record.error());
    if (record->recorded_at > time) return false;
    records.push_back(std::move(*record));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return records;
}

Result<std::vector<StreamSummary>> Store::streams() const {
  const std::string attempt = "reading the evidence in " + state_->file.string();
  // With max() alone among the aggregates, SQLite takes the other columns from its row.
  auto query = state_->database.prepare(
      "SELECT stream, max(sequence), recorded_at, "
      "(SELECT count(*) FROM records AS r WHERE r.stream = records.stream AND kind = 'grading_started') "
      "FROM records GROUP BY stream ORDER BY stream");
  if (!query) return within(attempt, query.error());
  std::vector<StreamSummary> streams;
  while (true) {
    const auto row = query->step();
    if (!row) return within(attempt, row.error());
    if (!*row) return streams;
    const auto time = parse_timestamp(query->text(2));
    if (!time) return fail(ErrorKind::infrastructure, attempt + ": " + time.error().message);
    streams.push_back({query->text(0), query->number(1), query->number(3), *time});
  }
}

}  // namespace assay::evidence
