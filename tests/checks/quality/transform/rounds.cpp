#include "quality/transform/rounds.hpp"

#include <functional>

#include "quality/transform/layout.hpp"
#include "quality/transform/members.hpp"
#include "quality/transform/statements.hpp"

namespace assay::quality {
namespace {

/// What the syntax trees of all units gave; the second step needs tokens only.
struct Found {
  std::vector<Edit> edits;
  Names names;
};

using OnTree = void (*)(const ParsedSource&, std::vector<Edit>&);
using OnText = Files (*)(Files);

struct Transformation {
  const char* name;
  unsigned round;
  OnTree on_tree = nullptr;
  OnText on_text = nullptr;
  bool renames = false;
};

// Those that move text stand in other rounds than those that change it; layout comes last.
constexpr Transformation transformations[] = {
    {"this", 0, add_this, nullptr},
    {"negated conditions", 0, negate_conditions, nullptr},
    {"nested early returns", 0, nest_early_returns, nullptr},
    {"clocks wrapped", 0, nullptr, with_clocks_wrapped},
    {"named constants", 0, nullptr, with_named_constants},
    {"misleading comments", 0, nullptr, with_misleading_comments},
    {"members out of line", 1, move_out_of_line, nullptr},
    {"noise names", 1, nullptr, nullptr, true},
    {"clocks aliased", 1, nullptr, with_clocks_aliased},
    {"one token a line", 1, nullptr, one_token_a_line},
    {"members reordered", 2, reorder_members, nullptr},
    {"enum class to enum", 2, unscope_enumerations, nullptr},
    {"other locks", 2, nullptr, with_other_locks},
    {"all in one line", 2, nullptr, all_in_one_line},
};

using Chosen = std::vector<const Transformation*>;

std::vector<Chosen> choose(Detail detail) {
  std::vector<Chosen> result(detail == Detail::combined ? 3 : 0);
  for (const auto& transformation : transformations) {
    if (detail == Detail::single) result.push_back({&transformation});
    else result[transformation.round].push_back(&transformation);
  }
  return result;
}

Round make(const Entry& entry, const Chosen& chosen, const std::vector<ParsedSource>& sources) {
  Round round;
  std::vector<Edit> edits;
  Names names;
  for (const auto& source : sources) {
    for (const auto* transformation : chosen)
      if (transformation->on_tree != nullptr) transformation->on_tree(source, edits);
    collect_names(source, names);
  }
  round.files = with_edits(entry.files, std::move(edits));
  for (const auto* transformation : chosen) {
    round.name += (round.name.empty() ? "" : ", ") + std::string(transformation->name);
    if (transformation->renames) round.files = with_noise_names(std::move(round.files), renamable(names, entry.files));
    if (transformation->on_text != nullptr) round.files = transformation->on_text(std::move(round.files));
  }
  return round;
}

}  // namespace

std::vector<Round> rounds_of(const Entry& entry, const Program& program, Detail detail) {
  std::vector<std::unique_ptr<clang::ASTUnit>> units;
  std::vector<ParsedSource> sources;
  for (const auto& unit : program.units()) {
    const auto name = unit.file.lexically_relative(program.root()).generic_string();
    units.push_back(parse(unit.file, entry.files.at(name), unit.flags));
    if (units.back() == nullptr || units.back()->getDiagnostics().hasErrorOccurred()) return {};
    sources.emplace_back(*units.back(), program.root(), entry.files);
  }
  std::vector<Round> result;
  for (const auto& chosen : choose(detail)) {
    auto round = make(entry, chosen, sources);
    if (round.files != entry.files) result.push_back(std::move(round));
  }
  return result;
}

}  // namespace assay::quality
