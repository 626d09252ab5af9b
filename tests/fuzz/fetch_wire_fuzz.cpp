// What a reader says that its repository has taken over: grader/fetch/wire and messages, and the check of
// committed_tree, as `ask_for_commit` uses them. An input that begins with 'b' is the socket's bytes. Any
// other is a row of lies in the right form, a line each: 'f', 'x' and 'l' with a size, a blank and a path
// are an entry of that kind, '!' and a text a flag, 't' and a number the commit's time in milliseconds, '?'
// with a reason, a blank and a message a refusal.
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <ranges>
#include <set>
#include <string>
#include <utility>

#include "fetch/committed_tree.hpp"
#include "fetch/messages.hpp"
#include "fetch/name_rules.hpp"
#include "support/fuzz.hpp"
#include "util/fd.hpp"

namespace {

using namespace assay;
using namespace assay::fetch;
using fuzz::require;

constexpr core::CheckoutLimits limits{.files = 60, .file_size = {200}, .total_size = {2000}};
constexpr int most_lines = 200;  // so that all of them fit into the socket before anyone reads

bool is_id(std::string_view id) {
  return id.size() == 40 && id.find_first_not_of("0123456789abcdef") == id.npos;
}

struct Lies {
  Attempt<void> verdict;
  CommitFacts facts{std::string(40, 'a'), {}, {}, {}};
  Listing listing;
};

// The number that `text` begins with, and what is behind the blank after it.
std::pair<std::int64_t, std::string> number_and_rest(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return {number, std::string(text.substr(std::min(text.find(' '), text.size() - 1) + 1))};
}

void add(Lies& lies, std::string_view line) {
  const char kind = line.front();
  const std::string_view text = line.substr(1);
  const auto entry = [&](EntryKind of) {
    auto [size, path] = number_and_rest(text);
    lies.listing.entries.push_back({std::move(path), of, static_cast<std::uint64_t>(size), lies.facts.id});
  };
  switch (kind) {
    case 'f': return entry(EntryKind::file);
    case 'x': return entry(EntryKind::executable);
    case 'l': return entry(EntryKind::link);
    case '!': lies.listing.flags.emplace_back(text); return;
    case 't': lies.facts.commit = core::Timestamp(std::chrono::milliseconds(number_and_rest(text).first)); return;
    case '?': lies.verdict = refuse(std::string(text.substr(0, text.find(' '))), number_and_rest(text).second); return;
    default: return;
  }
}

void say(int socket, fuzz::Input input) {
  WireWriter out(socket);
  if (input.rest().starts_with('b')) {
    out.bytes(input.rest().substr(1));
  } else {
    Lies lies;
    for (int i = 0; i < most_lines && !input.empty(); ++i) {
      if (const auto line = input.line(); !line.empty()) add(lies, line);
    }
    send_verdict(out, lies.verdict);
    send(out, lies.facts);
    send(out, lies.listing);
  }
  require(out.flush(), "it is said");
}

void check_stop(const Stop& stop) {
  if (const auto* refusal = std::get_if<core::Refusal>(&stop)) {
    require(!refusal->reason.empty() && refusal->reason.size() <= 40, "a reason is a word");
    require(refusal->reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos, "a reason is a plain word");
    require(fuzz::is_plain_text(refusal->message, false), "a refusal can be shown");
    return;
  }
  const auto& error = std::get<core::Error>(stop);
  require(error.kind != core::ErrorKind::interrupted, "nobody but the caller interrupts");
  require(fuzz::is_plain_text(error.message, false), "an error can be shown");
}

void check_facts(const CommitFacts& facts) {
  require(is_id(facts.id), "a commit has an id");
  for (const auto time : {facts.author, facts.commit, facts.newest_ancestor.value_or(facts.commit)}) {
    const auto again = core::parse_timestamp(core::to_string(time));
    require(again && *again == time, "a time can be written and read");
  }
}

void check_received(const Listing& listing, std::size_t said) {
  std::size_t bytes = 0;
  for (const auto& entry : listing.entries) {
    require(is_id(entry.id), "an entry has an id");
    require(entry.size <= limits.file_size.count, "a file keeps to its cap");
    bytes += entry.path.size();
  }
  for (const auto& flag : listing.flags) {
    require(fuzz::is_plain_text(flag, false), "a flag can be shown");
    bytes += flag.size();
  }
  require(listing.entries.size() <= limits.files, "there are no more entries than allowed");
  require(bytes <= 4 * said, "a listing is no longer than what was said, each byte as \\xNN at most");
}

// Written apart from the manifest, which lets these paths through.
void check_path(const std::string& path, const std::set<std::string>& files) {
  require(path.size() <= 1024 && std::ranges::count(path, '/') < 64, "a path keeps to its caps");
  for (const auto part : std::views::split(path, '/')) {
    const std::string_view name(part.begin(), part.end());
    require(!name.empty() && name != "." && name != ".." && name.size() <= 255, "every part is a name");
    require(name.find('\0') == name.npos && !refuse_name(name, path), "every part is a name that is allowed");
  }
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    require(!files.contains(path.substr(0, slash)), "nothing is below a file");
  }
}

void check_passed(const Listing& listing, const Listing& received) {
  std::set<std::string> files;
  std::uint64_t size = 0;
  for (const auto& entry : listing.entries) {
    require(files.insert(entry.path).second, "a path is there once");
    size += entry.size;
  }
  for (const auto& path : files) check_path(path, files);
  require(std::ranges::is_sorted(listing.entries, {}, &Entry::path), "entries are sorted");
  require(size == listing.size.count && size <= limits.total_size.count, "the sum is counted here, and keeps to its cap");
  require(listing.entries.size() == received.entries.size() && listing.flags == received.flags, "nothing is left out");
}

void check_answer(WireReader& in, std::size_t said) {
  const auto verdict = receive_verdict(in);
  if (in.ok() && !verdict) check_stop(verdict.error());
  if (!in.ok() || !verdict) return;
  const auto facts = receive_commit_facts(in);
  if (!in.ok()) return;
  check_facts(facts);
  const auto listing = receive_listing(in, limits);
  if (!in.ok()) return;
  check_received(listing, said);
  const auto checked = check_listing(listing, limits);
  if (checked) return check_passed(*checked, listing);
  require(std::holds_alternative<core::Refusal>(checked.error()), "what is wrong with a listing is a refusal");
  check_stop(checked.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  int ends[2];
  require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there is a socket");
  const util::Fd ours(ends[0]);
  util::Fd theirs(ends[1]);
  say(theirs.get(), fuzz::Input(fuzz::text_of(data, size)));
  theirs.reset();
  WireReader in(ours.get());
  check_answer(in, size);
  if (!in.ok()) require(in.number() == 0 && in.text(1).empty() && !in.ok(), "a broken reader gives nothing more");
  return 0;
}
