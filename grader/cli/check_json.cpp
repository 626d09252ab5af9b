#include "cli/check_json.hpp"

#include "checks/pages/pages.hpp"

namespace assay::cli {
namespace {

std::string_view name_of(checks::OptionKind kind) {
  switch (kind) {
    case checks::OptionKind::whole_number: return "whole number";
    case checks::OptionKind::flag: return "flag";
    case checks::OptionKind::text: return "text";
  }
  return "";
}

}  // namespace

nlohmann::json check_to_json(const checks::Check& check) {
  const auto* page = checks::find_page(check.id);
  nlohmann::json json{{"id", check.id},
                      {"family", page == nullptr ? std::string_view() : page->family},
                      {"title", check.title},
                      {"options", nlohmann::json::array()}};
  for (const auto& option : check.options) {
    json["options"].push_back({{"name", option.name},
                               {"kind", name_of(option.kind)},
                               {"default", option.fallback},
                               {"sentence", option.sentence}});
  }
  return json;
}

}  // namespace assay::cli
