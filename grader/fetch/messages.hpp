// What the grader and `assay-fetch`, the program in the box that reads a repository, say to
// each other over one socket.
//
//   assay-fetch   greeting
//   grader        Question
//   assay-fetch   verdict; then, for a commit: CommitFacts, Listing, and for each link and
//                 then each file of the listing, in its order, a verdict and the content
//
// For a working folder, after the question:
//
//   assay-fetch   verdict; whether there is a commit, and then its CommitFacts; whether its
//                 tree can be listed, and then its Listing
//   grader        IgnoreQuestion, again and again; the end of the socket is the last
//   assay-fetch   verdict, and one flag a name
//
// A verdict is a Stop or none. Whatever `assay-fetch` says may be a lie: the repository that it
// read is hostile, and may have taken it over. The functions that receive on the grader's side
// bound every size, and check nothing else; `check_listing` and `export_to` do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/listing.hpp"
#include "fetch/wire.hpp"

namespace assay::fetch {

/// The first thing that `assay-fetch` says; changes with everything that is said here, so that
/// two that do not understand each other find out before a repository is read.
inline constexpr std::uint64_t greeting = 0x61737361'66746301;  // "assaftc", version 1

/// Where things are in the box.
inline constexpr const char* repository_inside = "/repository";  ///< a copy of a git folder
inline constexpr const char* pack_inside = "/pack";              ///< or all objects in one pack
inline constexpr const char* configuration_inside = "/configuration";  ///< $XDG_CONFIG_HOME
/// In the copy of a git folder: its loose objects' files one after the other, and, a line each, whose
/// and where: id, offset and size. Thousands of small files cost more than what is in them.
inline constexpr const char* loose_objects_name = "loose-objects";
inline constexpr const char* loose_index_name = "loose-objects.index";
inline constexpr int wire_inside = 3;                            ///< the socket's number

/// Full names ("HEAD", "refs/heads/main") and forty hexadecimal digits.
using ReferenceIds = std::map<std::string, std::string>;

struct Question {
  bool working_tree = false;
  std::optional<std::string> commit;
  std::optional<std::string> branch;
  std::optional<core::Timestamp> deadline;
  core::CheckoutLimits limits;
  bool packed = false;                     ///< the objects are in `pack_inside`
  std::optional<ReferenceIds> references;  ///< as a host told them; else the repository's own
};

/// Which names of a folder the repository's rules leave out.
struct IgnoreQuestion {
  std::string folder;                       ///< below the working folder; empty at its top
  std::optional<std::string> ignore_file;   ///< the content of its .gitignore
  std::vector<std::string> names;           ///< a folder's ends in '/'
};

void send(WireWriter& wire, const Question& question);
[[nodiscard]] Question receive_question(WireReader& wire);

void send(WireWriter& wire, const IgnoreQuestion& question);
[[nodiscard]] IgnoreQuestion receive_ignore_question(WireReader& wire);

void send_verdict(WireWriter& wire, const Attempt<void>& verdict);
/// To be believed where the reader is still ok.
[[nodiscard]] Attempt<void> receive_verdict(WireReader& wire);

void send(WireWriter& wire, const CommitFacts& facts);
[[nodiscard]] CommitFacts receive_commit_facts(WireReader& wire);

void send(WireWriter& wire, const Listing& listing);
[[nodiscard]] Listing receive_listing(WireReader& wire, const core::CheckoutLimits& limits);

}  // namespace assay::fetch
