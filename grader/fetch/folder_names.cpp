#include "fetch/folder_names.hpp"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "fetch/name_rules.hpp"
#include "util/fd.hpp"

namespace assay::fetch {

core::Result<std::vector<std::string>> names_in(int folder, const std::string& path, std::uint64_t most) {
  util::Fd copy(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!copy) return core::fail_errno("opening folder " + printable(path), errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(copy.get()), [](DIR* open) { return ::closedir(open); });
  if (!stream) return core::fail_errno("reading folder " + printable(path), errno);
  (void)copy.release();  // the stream owns it
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr && errno != 0) return core::fail_errno("reading folder " + printable(path), errno);
    if (entry == nullptr || names.size() > most) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace assay::fetch
