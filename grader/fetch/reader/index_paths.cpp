#include "fetch/reader/index_paths.hpp"

#include <cstdint>
#include <optional>

#include "fetch/manifest.hpp"

namespace assay::fetch::reader {
namespace {

constexpr std::size_t size_of_checksum = 20;
constexpr std::size_t before_flags = 60;      // times, device, owner, mode, size; the object's id
constexpr unsigned has_more_flags = 0x4000;
constexpr std::size_t alignment = 8;
constexpr std::size_t most_bytes = std::size_t{16} << 20;

std::unexpected<core::Error> damaged(const std::string& why) {
  return core::fail(core::ErrorKind::usage, "reading the repository's index: " + why);
}

/// Takes fields off the front; whoever asks for more than there is gets nothing.
class Fields {
 public:
  explicit Fields(std::string_view content) : rest_(content), size_(content.size()) {}

  std::optional<std::string_view> bytes(std::size_t count) {
    if (count > rest_.size()) return std::nullopt;
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::optional<std::uint32_t> number(std::size_t count) {  // big-endian
    const auto taken = bytes(count);
    if (!taken) return std::nullopt;
    std::uint32_t value = 0;
    for (const char byte : *taken) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }
  /// Up to a NUL, which is taken as well.
  std::optional<std::string_view> text() {
    const auto end = rest_.find('\0');
    const auto taken = end == rest_.npos ? std::nullopt : bytes(end + 1);
    if (taken) return taken->substr(0, end);
    return std::nullopt;
  }
  /// As in a pack's offsets: seven bits a byte, and each continuation counts one more.
  std::optional<std::size_t> variable_number() {
    auto byte = number(1);
    std::size_t value = byte.value_or(0) & 0x7FU;
    while (byte && (*byte & 0x80U) != 0) {
      byte = number(1);
      if (value > most_bytes) return std::nullopt;
      value = (value + 1) << 7U | (byte.value_or(0) & 0x7FU);
    }
    if (!byte) return std::nullopt;
    return value;
  }
  [[nodiscard]] std::size_t taken() const { return size_ - rest_.size(); }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  std::size_t size_;
};

class IndexReader {
 public:
  explicit IndexReader(std::string_view content) : fields_(content) {}

  core::Result<std::vector<std::string>> read() {
    if (fields_.bytes(4) != "DIRC") return damaged("it is no index");
    version_ = fields_.number(4).value_or(0);
    if (version_ < 2 || version_ > 4) return damaged("its version is not 2, 3 or 4");
    const auto count = fields_.number(4);
    for (std::uint32_t i = 0; count && i < *count; ++i) {
      if (!read_entry()) return damaged("an entry is damaged");
      if (bytes_ > most_bytes) return damaged("its paths have more than 16MiB");
    }
    if (!count || !read_extensions()) return damaged("it is cut off, or has its entries in another file");
    return std::move(paths_);
  }

 private:
  bool read_entry() {
    const std::size_t begin = fields_.taken();
    const auto flags = fields_.bytes(before_flags) ? fields_.number(2) : std::nullopt;
    if (!flags || ((*flags & has_more_flags) != 0 && !fields_.bytes(2))) return false;
    const auto shared = version_ == 4 ? fields_.variable_number() : std::optional(name_.size());
    const auto name = shared ? fields_.text() : std::nullopt;
    if (!name || *shared > name_.size()) return false;
    name_.resize(name_.size() - *shared);
    name_ += *name;
    bytes_ += name_.size();
    if (name_.size() <= longest_path) paths_.push_back(name_);
    // The name's own NUL is the first of one to eight.
    const std::size_t length = fields_.taken() - begin;
    return version_ == 4 || fields_.bytes((alignment - length % alignment) % alignment).has_value();
  }

  // One whose name begins with a small letter must be understood.
  bool read_extensions() {
    while (fields_.left() > size_of_checksum) {
      const auto signature = fields_.bytes(4);
      const auto size = signature ? fields_.number(4) : std::nullopt;
      if (!size || signature->front() < 'A' || signature->front() > 'Z' || !fields_.bytes(*size)) return false;
    }
    return fields_.left() == size_of_checksum;
  }

  Fields fields_;
  std::uint32_t version_ = 0;
  std::string name_;  ///< of the entry before, which version 4 shares the front of
  std::vector<std::string> paths_;
  std::size_t bytes_ = 0;
};

}  // namespace

core::Result<std::vector<std::string>> read_index_paths(std::string_view content) { return IndexReader(content).read(); }

}  // namespace assay::fetch::reader
