#include "fetch/reader/loose_objects.hpp"

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/git.hpp"
#include "fetch/messages.hpp"
#include "util/fd.hpp"

namespace assay::fetch::reader {
namespace {

namespace fs = std::filesystem;

// libgit2 reads a pack's objects up to the same size, see objects.cpp.
constexpr std::size_t largest_object = std::size_t{256} << 20;
// "commit ", twenty digits and a NUL.
constexpr std::size_t longest_header = 28;

struct Header {
  git_object_t type = GIT_OBJECT_INVALID;
  std::size_t size = 0;
  std::size_t length = 0;  ///< of the header itself, with its NUL
};

int complain(const git_oid& id, const std::string& why) {
  git_error_set_str(GIT_ERROR_ODB, ("loose object " + to_string(id) + ": " + why).c_str());
  return GIT_ERROR;
}

// A file's bytes, for as long as it lives.
class Mapped {
 public:
  explicit Mapped(const fs::path& path) {
    const util::Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status{};
    if (!file || ::fstat(file.get(), &status) != 0 || status.st_size == 0) return;
    size_ = static_cast<std::size_t>(status.st_size);
    start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (start_ == MAP_FAILED) size_ = 0;
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped() {
    if (size_ > 0) ::munmap(start_, size_);
  }
  [[nodiscard]] std::string_view bytes() const { return {size_ > 0 ? static_cast<const char*>(start_) : "", size_}; }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

struct Backend : git_odb_backend {
  explicit Backend(const fs::path& objects) : all(objects) {}
  Mapped all;
  std::map<std::string, std::string_view, std::less<>> by_id;
};

// The object's file, or nothing.
std::optional<std::string_view> find(const git_odb_backend* backend, const git_oid& id) {
  const auto& by_id = static_cast<const Backend*>(backend)->by_id;
  const auto found = by_id.find(to_string(id));
  if (found == by_id.end()) return std::nullopt;
  return found->second;
}


// A zlib stream that never writes more than it is told.
class Inflater {
 public:
  explicit Inflater(std::string_view from) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));  // NOLINT: zlib does not write it
    stream_.avail_in = static_cast<uInt>(from.size());
    ready_ = from.size() <= largest_object && inflateInit(&stream_) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  /// How much came; less than `size` only where the stream ends or is damaged.
  std::size_t take(char* to, std::size_t size) {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    while (ready_ && !ended_ && stream_.avail_out > 0) {
      const int result = inflate(&stream_, Z_NO_FLUSH);
      ended_ = result == Z_STREAM_END;
      if (result != Z_OK) ready_ = false;
    }
    return size - stream_.avail_out;
  }

  /// Whether the stream ends here, with its checksum right.
  bool at_end() {
    char more = 0;
    return (ended_ || take(&more, 1) == 0) && ended_;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
};

std::optional<Header> parse_header(std::string_view text) {
  const auto end = text.find('\0');
  const auto space = text.find(' ');
  if (end == text.npos || space == text.npos || space > end) return std::nullopt;
  Header header{git_object_string2type(std::string(text.substr(0, space)).c_str()), 0, end + 1};
  const char* last = text.data() + end;
  const auto [stopped, problem] = std::from_chars(text.data() + space + 1, last, header.size);
  if (problem != std::errc() || stopped != last || git_object_typeisloose(header.type) == 0) return std::nullopt;
  return header;
}

// What is taken of a stream to find the header, and may hold the first of the content.
struct Beginning {
  std::array<char, longest_header> bytes{};
  std::size_t taken = 0;
};

std::optional<Header> begin(Inflater& inflater, Beginning& beginning) {
  beginning.taken = inflater.take(beginning.bytes.data(), beginning.bytes.size());
  return parse_header({beginning.bytes.data(), beginning.taken});
}

int read_header(std::size_t* size, git_object_t* type, git_odb_backend* backend, const git_oid* id) {
  const auto file = find(backend, *id);
  if (!file) return GIT_ENOTFOUND;
  Inflater inflater(*file);
  Beginning beginning;
  const auto header = begin(inflater, beginning);
  if (!header) return complain(*id, "its header cannot be read");
  *size = header->size;
  *type = header->type;
  return 0;
}

int read(void** out, std::size_t* size, git_object_t* type, git_odb_backend* backend, const git_oid* id) {
  const auto file = find(backend, *id);
  if (!file) return GIT_ENOTFOUND;
  Inflater inflater(*file);
  Beginning beginning;
  const auto header = begin(inflater, beginning);
  if (!header) return complain(*id, "its header cannot be read");
  if (header->size > largest_object) return complain(*id, "it claims more than 256MiB");
  const std::size_t there = beginning.taken - header->length;
  if (there > header->size) return complain(*id, "it holds more than its header says");
  // One more, as libgit2's parsers want a NUL behind the content.
  auto* content = static_cast<char*>(git_odb_backend_data_alloc(backend, header->size + 1));
  if (content == nullptr) return GIT_ERROR;
  std::memcpy(content, beginning.bytes.data() + header->length, there);
  const std::size_t rest = header->size - there;
  if (inflater.take(content + there, rest) != rest || !inflater.at_end()) {
    git_odb_backend_data_free(backend, content);
    return complain(*id, "it is damaged, or holds less or more than its header says");
  }
  content[header->size] = '\0';
  *out = content;
  *size = header->size;
  *type = header->type;
  return 0;
}

int exists(git_odb_backend* backend, const git_oid* id) { return find(backend, *id) ? 1 : 0; }

int exists_prefix(git_oid* out, git_odb_backend* backend, const git_oid* prefix, std::size_t digits) {
  const auto& by_id = static_cast<const Backend*>(backend)->by_id;
  const std::string wanted = to_string(*prefix).substr(0, digits);
  const auto found = by_id.lower_bound(wanted);
  if (found == by_id.end() || !found->first.starts_with(wanted)) return GIT_ENOTFOUND;
  if (const auto next = std::next(found); next != by_id.end() && next->first.starts_with(wanted)) return GIT_EAMBIGUOUS;
  return git_oid_fromstr(out, found->first.c_str());
}

void free_backend(git_odb_backend* backend) { delete static_cast<Backend*>(backend); }

}  // namespace

git_odb_backend* loose_objects(const fs::path& git_directory) {
  auto backend = std::make_unique<Backend>(git_directory / loose_objects_name);
  const std::string_view all = backend->all.bytes();
  std::ifstream index(git_directory / loose_index_name);
  std::string id;
  std::size_t offset = 0;
  std::size_t size = 0;
  while (index >> id >> offset >> size) {
    if (offset > all.size() || size > all.size() - offset) return nullptr;
    backend->by_id.emplace(std::move(id), all.substr(offset, size));
  }
  git_odb_init_backend(backend.get(), GIT_ODB_BACKEND_VERSION);
  backend->read = read;
  backend->read_header = read_header;
  backend->exists = exists;
  backend->exists_prefix = exists_prefix;
  backend->free = free_backend;
  return backend.release();
}

}  // namespace assay::fetch::reader
