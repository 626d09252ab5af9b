// Writes what is left after a short write; every turn writes other bytes.
// label: rt-role none
#include <unistd.h>

#include <cstddef>
#include <string_view>

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = write(fd, bytes.data(), bytes.size());
    if (done < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

std::size_t copy(int from, int to) {
  char block[512];
  std::size_t total = 0;
  ssize_t got = 0;
  while ((got = read(from, block, sizeof block)) > 0) {
    if (!write_all(to, {block, static_cast<std::size_t>(got)})) break;
    total += static_cast<std::size_t>(got);
  }
  return total;
}
