// The index of a repository that lies on this machine: grader/fetch/reader/index_paths.
#include "fetch/reader/index_paths.hpp"
#include "support/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using fuzz::require;
  constexpr std::size_t smallest_entry = 64;  // of version 4: its fields, a number and an empty name
  const auto paths = fetch::reader::read_index_paths(fuzz::text_of(data, size));
  if (!paths) {
    require(paths.error().kind == core::ErrorKind::usage && !paths.error().message.empty(), "a damaged index is a usage error");
    return 0;
  }
  require(paths->size() * smallest_entry <= size, "there are no more paths than entries");
  std::size_t bytes = 0;
  for (const auto& path : *paths) {
    require(path.size() <= 1024 && path.find('\0') == path.npos, "a path is one");
    bytes += path.size();
  }
  require(bytes <= std::size_t{16} << 20, "the paths keep to their size");
  return 0;
}
