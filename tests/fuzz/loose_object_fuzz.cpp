// A loose object's file: grader/fetch/reader/loose_objects. An input that begins with 'z' is the file's bytes; any
// other is what comes out of the file where it is inflated, a header and a content, and then a content alone.
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "fetch/messages.hpp"
#include "fetch/reader/loose_objects.hpp"
#include "fetch/reader/objects.hpp"
#include "support/fuzz.hpp"
#include "util/temporary_directory.hpp"

namespace {

using namespace assay;
using fuzz::require;
namespace fs = std::filesystem;

const std::string id(40, 'a');

const fs::path& folder() {
  static const auto made = [] {
    fetch::reader::start_library();
    auto temporary = util::TemporaryDirectory::create();
    require(temporary.has_value(), "there is a temporary folder");
    return std::move(*temporary);
  }();
  return made.path();
}

void make(const fs::path& file, std::string_view content) {
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << content;
}

std::string deflated(std::string_view text) {
  std::string bytes(compressBound(text.size()), '\0');
  uLongf size = bytes.size();
  const int result = compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                               text.size(), Z_BEST_SPEED);
  require(result == Z_OK, "it can be deflated");
  bytes.resize(size);
  return bytes;
}

struct Object {
  git_object_t type;
  std::string content;
};

// What the backend gives for a file of these bytes; nothing where it refuses.
std::optional<Object> read(std::string_view file) {
  make(folder() / fetch::loose_objects_name, file);
  make(folder() / fetch::loose_index_name, id + " 0 " + std::to_string(file.size()) + "\n");
  const auto free = [](git_odb_backend* backend) { backend->free(backend); };
  const std::unique_ptr<git_odb_backend, decltype(free)> backend(fetch::reader::loose_objects(folder()), free);
  require(backend != nullptr, "the copy is whole");
  git_oid name{};
  require(git_oid_fromstr(&name, id.c_str()) == 0 && backend->exists(backend.get(), &name) != 0, "the object is there");

  std::size_t claimed = 0;
  git_object_t claimed_type = GIT_OBJECT_INVALID;
  const bool has_header = backend->read_header(&claimed, &claimed_type, backend.get(), &name) == 0;
  if (has_header) require(git_object_typeisloose(claimed_type) != 0, "an object's type is one");
  void* data = nullptr;
  Object object{};
  std::size_t size = 0;
  if (backend->read(&data, &size, &object.type, backend.get(), &name) != 0) {
    const git_error* last = git_error_last();
    require(last != nullptr && fuzz::is_plain_text(last->message, false), "it is said why");
    return std::nullopt;
  }
  require(has_header && size == claimed && object.type == claimed_type, "an object is what its header says");
  object.content.assign(static_cast<const char*>(data), size);
  require(static_cast<const char*>(data)[size] == '\0', "libgit2's parsers find an end");
  git_odb_backend_data_free(backend.get(), data);
  return object;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  if (text.starts_with('z')) {
    (void)read(text.substr(1));
    return 0;
  }
  if (const auto object = read(deflated(text))) {
    require(text.ends_with(object->content), "the content is what the file holds");
    const auto header = text.substr(0, text.size() - object->content.size());
    const std::string type = git_object_type2string(object->type) + std::string(" ");
    const auto end = header.find_first_not_of("0123456789", type.size());
    require(header.starts_with(type) && end + 1 == header.size() && header.back() == '\0',
            "all of it, behind a header of a type and a number");
  }
  const auto whole = read(deflated("blob " + std::to_string(size) + std::string(1, '\0') + std::string(text)));
  require(whole && whole->type == GIT_OBJECT_BLOB && whole->content == text, "a whole object is read");
  return 0;
}
