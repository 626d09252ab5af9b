// Stands for an assay-fetch that a repository has taken over: what it says is what the
// repository's HEAD asks for. Every lie but the silence comes after an honest greeting.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include "fetch/messages.hpp"

namespace {

using namespace assay;
using namespace assay::fetch;

const std::string id(40, 'a');

void send_commit(WireWriter& out) {
  send_verdict(out, {});
  send(out, CommitFacts{id, {}, {}, {}});
}

void send_files(WireWriter& out, const std::vector<Entry>& entries) {
  send_commit(out);
  send(out, Listing{entries, {}, {}});
}

void send_content(WireWriter& out, const std::string& content) {
  send_verdict(out, {});
  out.bytes(content);
}

Entry file(const std::string& path, std::uint64_t size = 1) { return {path, EntryKind::file, size, id}; }

std::string path_of(std::size_t bytes) {
  std::string path(bytes, 'a');
  for (std::size_t slash = 250; slash < bytes; slash += 251) path[slash] = '/';
  return path;
}

const std::map<std::string, std::function<void(WireWriter&)>> lies{
    {"honest", [](WireWriter& out) { send_files(out, {file("a")}); send_content(out, "x"); }},
    {"crash", [](WireWriter&) { std::abort(); }},
    {"silence", [](WireWriter&) {}},
    {"wait", [](WireWriter&) { for (;;) ::pause(); }},
    {"garbage", [](WireWriter& out) { out.bytes(std::string(100'000, '\xee')); }},
    {"leave", [](WireWriter& out) { send_files(out, {file("../a")}); send_content(out, "x"); }},
    {"absolute", [](WireWriter& out) { send_files(out, {file("/tmp/a")}); send_content(out, "x"); }},
    {"git folder", [](WireWriter& out) { send_files(out, {file(".git/config")}); send_content(out, "x"); }},
    {"twice", [](WireWriter& out) { send_files(out, {file("a"), file("a")}); }},
    {"below a file", [](WireWriter& out) { send_files(out, {file("a"), file("a/b")}); }},
    {"large", [](WireWriter& out) { send_files(out, {file("a", 1000)}); }},
    {"longest path", [](WireWriter& out) { send_files(out, {file(path_of(1024))}); send_content(out, "x"); }},
    {"longer path", [](WireWriter& out) { send_files(out, {file(path_of(1025))}); send_content(out, "x"); }},
    {"sum", [](WireWriter& out) { send_files(out, {file("a", 90), file("b", 90), file("c", 90)}); }},
    {"many", [](WireWriter& out) { send_files(out, {file("a"), file("b"), file("c"), file("d"), file("e")}); }},
    {"link", [](WireWriter& out) { send_files(out, {{"a", EntryKind::link, 8, id}}); send_content(out, "/etc/abc"); }},
    {"short", [](WireWriter& out) { send_files(out, {file("a", 50)}); send_content(out, "x"); }},
    {"id", [](WireWriter& out) { send_verdict(out, {}); send(out, CommitFacts{"<script>", {}, {}, {}}); }},
    {"time", [](WireWriter& out) { send_verdict(out, {}); send(out, CommitFacts{id, core::Timestamp::max(), {}, {}}); }},
    {"reason", [](WireWriter& out) { send_verdict(out, refuse("a <b>reason</b>", "x")); }},
    {"words", [](WireWriter& out) { send_verdict(out, refuse("odd_mode", "\x1b[2J\xff\n")); }},
};

}  // namespace

int main() {
  std::ifstream head(std::string(repository_inside) + "/HEAD");
  const std::string lie(std::istreambuf_iterator<char>(head), {});
  WireReader in(wire_inside);
  WireWriter out(wire_inside);
  if (lie == "no greeting") return 3;
  out.number(lie == "another version" ? greeting + 1 : greeting);
  out.flush();
  (void)receive_question(in);
  const auto found = lies.find(lie);
  if (found != lies.end()) found->second(out);
  out.flush();
  return 0;
}
