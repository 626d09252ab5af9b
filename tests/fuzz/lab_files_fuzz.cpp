// A lab's files: grader/spec. A lab's author is not hostile, and makes mistakes. The length of the
// input's first line says which of the files the rest is.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "spec/expectation.hpp"
#include "spec/load_lab.hpp"
#include "support/fuzz.hpp"
#include "util/temporary_directory.hpp"

namespace {

using namespace assay;
using fuzz::require;
namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// A file that is written over is one that ext4 flushes to the disk at once; a new one is not.
void write(const fs::path& file, std::string_view content) {
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << content;
}

// What `assay lab new` begins with, so that what one file says of another is right.
const fs::path& lab() {
  static const auto home = [] {
    auto made = util::TemporaryDirectory::create();
    require(made.has_value(), "there is a temporary folder");
    fs::copy(ASSAY_NEW_LAB, made->path() / "greeter", fs::copy_options::recursive);
    return std::move(*made);
  }();
  static const fs::path folder = home.path() / "greeter";
  return folder;
}

std::string right(const char* name) {
  constexpr std::string_view placeholder = "@LAB_ID@";
  std::string content = read(fs::path(ASSAY_NEW_LAB) / name);
  const auto at = content.find(placeholder);
  return at == content.npos ? content : content.replace(at, placeholder.size(), "greeter");
}

void check_error(const core::Error& error) {
  require(error.kind == core::ErrorKind::bad_lab && !error.message.empty(), "what is wrong with a lab is said");
}

void check_lab(std::string_view content, const char* name) {
  for (const char* file : {"lab.toml", "rubric.toml"}) write(lab() / file, right(file));
  write(lab() / name, content);
  const auto loaded = spec::load_lab(lab());
  if (!loaded) return check_error(loaded.error());
  require(!loaded->programs.empty() && !loaded->id.empty(), "a lab that is loaded is whole");
  for (const auto& suite : loaded->suites) require(suite.id.find('/') == suite.id.npos, "a suite's id is one name");
}

void check_expectation(std::string_view content) {
  static const core::LabSpec loaded = [] {
    for (const char* file : {"lab.toml", "rubric.toml"}) write(lab() / file, right(file));
    const auto sample = spec::load_lab(lab());
    require(sample.has_value(), "the sample is a lab");
    return *sample;
  }();
  write(lab() / "expected.toml", content);
  const auto expectation = spec::load_expectation(lab() / "expected.toml", loaded);
  if (!expectation) return check_error(expectation.error());
  require(expectation->score <= loaded.rubric.possible(), "no more is expected than there is");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(fuzz::text_of(data, size));
  switch (input.line().size() % 3) {
    case 0: check_lab(input.rest(), "lab.toml"); break;
    case 1: check_lab(input.rest(), "rubric.toml"); break;
    default: check_expectation(input.rest());
  }
  return 0;
}
