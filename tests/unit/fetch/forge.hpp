// Writes what git and libgit2 would not: objects whose headers lie, and packs of bombs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::fetch {

/// A zlib stream of the text and then so many zeros, a gibibyte of which becomes a few mebibytes.
std::string deflated(std::string_view text, std::uint64_t zeros = 0);

/// SHA-1, in hexadecimal.
std::string sha1(std::string_view bytes);
/// The id that git gives such an object.
std::string id_of(std::string_view type, std::string_view content);

/// Puts the bytes where the loose object `id` is looked for.
void forge_loose(const std::filesystem::path& git_directory, const std::string& id, std::string_view bytes);

/// A pack (gitformat-pack) put together by hand.
class ForgedPack {
 public:
  enum Kind { commit = 1, tree = 2, blob = 3 };

  /// Each gives the number of its entry. `size` is what the entry claims.
  std::size_t add(Kind kind, const std::string& id, std::uint64_t size, std::string_view compressed);
  /// A delta against an earlier entry; `instructions` is the uncompressed delta.
  std::size_t add_delta(std::size_t base, const std::string& id, std::string_view instructions);

  /// A delta against what lies so many bytes before its own entry.
  std::size_t add_delta_back(std::uint64_t back, const std::string& id, std::string_view instructions);

  [[nodiscard]] std::string bytes() const;
  /// An index (version 2) that says of each entry the id that it was added with.
  [[nodiscard]] std::string index() const;
  void write_to(const std::filesystem::path& git_directory) const;

 private:
  struct Entry {
    std::string id;
    std::uint64_t offset = 0;
  };
  std::string body_;
  std::vector<Entry> entries_;
};

/// The head of a delta: sizes of its base and of what comes of it.
std::string delta_head(std::uint64_t base, std::uint64_t result);
/// Takes `size` bytes, at most 65,536, of the base from `offset` on.
std::string delta_copy(std::uint32_t offset, std::uint32_t size);

}  // namespace assay::fetch
