#include "spec/toml_file.hpp"

#include "util/file.hpp"

namespace assay::spec {

Place place_of(const toml::source_region& region) {
  if (!region.begin) return {};
  return {region.begin.line, region.begin.column};
}

toml::table read_toml(const std::filesystem::path& file, Diagnostics& diagnostics) {
  const auto content = util::read_file(file, core::Bytes{std::uint64_t{1} << 20});
  if (!content) {
    diagnostics.add({}, content.error().message);
    return {};
  }
  try {
    return toml::parse(*content);
  } catch (const toml::parse_error& error) {
    diagnostics.add(place_of(error.source()), "not valid TOML: " + std::string(error.description()));
    return {};
  }
}

}  // namespace assay::spec
