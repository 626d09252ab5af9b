// Copies files of a git folder that a stranger wrote, byte by byte, with caps.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "fetch/attempt.hpp"
#include "fetch/fetch.hpp"
#include "util/fd.hpp"

namespace assay::fetch {

/// A folder to copy from.
struct Place {
  util::Fd folder;
  std::filesystem::path path;  ///< for messages
};

/// A usage error that says what cannot be read so.
[[nodiscard]] std::unexpected<core::Error> unusable(const std::filesystem::path& path, const std::string& why);

/// Makes what the box's user may read, whatever the umask is.
[[nodiscard]] core::Result<util::Fd> make_folder(int parent, const std::string& name);
[[nodiscard]] core::Result<util::Fd> make_file(int folder, const std::string& name);

/// Counts everything that it copies against the caps, and follows no link.
class Copying {
 public:
  Copying(const RepositoryLimits& limits, const std::stop_token& stop) : limits_(limits), stop_(stop) {}

  /// Nothing where there is no such file.
  Attempt<void> file(const Place& from, const std::string& name, int to, std::uint64_t largest);
  /// The folder inside and its copy; invalid descriptors where there is none.
  Attempt<std::pair<Place, util::Fd>> folder(const Place& from, const std::string& name, int to);
  Attempt<void> references(const Place& from, int to, int depth);
  /// Loose objects go into `loose`, and where they are into `index`.
  Attempt<void> objects(const Place& from, int to, int loose, std::string& index);

 private:
  struct Source {
    util::Fd file;  ///< invalid where there is none
    std::uint64_t size = 0;
  };
  Attempt<std::vector<std::string>> names(const Place& of);
  Attempt<Source> open(const Place& from, const std::string& name, std::uint64_t largest);
  Attempt<void> loose(const Place& from, int to, std::string& index);
  Attempt<void> packs(const Place& from, int to);
  Attempt<std::uint64_t> content(int from, int to, std::uint64_t size, const std::filesystem::path& path);
  std::unexpected<Stop> too_large() const {
    return refuse("repository_too_large", "the repository has more than " + core::to_string(limits_.size) + " or " +
                                              std::to_string(limits_.files) + " files: `git gc` may help");
  }

  RepositoryLimits limits_;
  const std::stop_token& stop_;
  std::uint64_t size_ = 0;
  std::uint64_t files_ = 0;
  std::uint64_t loose_size_ = 0;
};

}  // namespace assay::fetch
