#include "judge/campaign.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "judge/configuration.hpp"
#include "judge/patience.hpp"

namespace assay::kit {
namespace {

// Each costs seconds. A number and not a time, so that the same program always gets the same
// share.
constexpr unsigned most_hung = 2;

// Words without those that hold a digit, and singular as plural.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (word.ends_with('s')) word.pop_back();
    const bool number = std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!word.empty() && !number) words.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == ':') {
      finish();
    } else {
      word += c;
    }
  }
  finish();
  return words;
}

Played out_of_time() {
  Played played;
  played.failure = Failure{core::CaseEnd::subject_hung, "the program answers fast enough to play every scenario",
                           "it answers too slowly for that"};
  return played;
}

std::string_view without_reasons(std::string_view text) { return text.substr(0, text.find(';')); }

}  // namespace

Tally play_all(const std::function<Played(std::uint64_t seed)>& play, unsigned scenarios,
               std::optional<FirstFailure>& first) {
  const auto only = configuration().seed;
  Tally tally;
  tally.scenarios = only ? 1 : scenarios;
  unsigned hung = 0;
  for (unsigned nth = 0; nth < tally.scenarios; ++nth) {
    const std::uint64_t seed = only.value_or(nth + 1);
    if (hung == most_hung || time_is_up()) {
      tally.unplayed = tally.scenarios - nth;
      tally.why_unplayed = hung == most_hung ? "the program hung in " + std::to_string(hung) + " scenarios"
                                             : "the case's real time was used up";
      if (!first) first = FirstFailure{seed, out_of_time()};
      break;
    }
    Played played = play(seed);
    if (!played.failure) {
      ++tally.handled;
      continue;
    }
    if (played.failure->end == core::CaseEnd::subject_hung) ++hung;
    if (!first) first = FirstFailure{seed, std::move(played)};
  }
  return tally;
}

bool same_property(const Failure& a, const Failure& b) {
  return a.end == b.end && words_of(without_reasons(a.expected)) == words_of(without_reasons(b.expected)) &&
         words_of(a.actual) == words_of(b.actual);
}

bool worth_shrinking(const Failure& failure) { return failure.end != core::CaseEnd::subject_hung; }

bool time_is_up() { return patience().left() == core::Duration::zero(); }

void record_tally(const Tally& tally) {
  record_metric("scenarios", tally.scenarios);
  record_metric("handled", tally.handled);
  record_metric("share_handled", tally.share_handled());
}

void show_first_failure(const Tally& tally, const FirstFailure& first, const std::string& shrunk) {
  Played shown = first.played;
  std::string& actual = shown.failure->actual;
  const unsigned failed = tally.scenarios - tally.handled;
  if (tally.scenarios > 1) {
    actual += failed == 1 ? "\nthe only scenario that is not handled, out of "
                          : "\nthe first of " + std::to_string(failed) + " scenarios that are not handled, out of ";
    actual += std::to_string(tally.scenarios);
  }
  if (tally.unplayed > 0) {
    actual += "\n" + std::to_string(tally.unplayed) + " of them were not played: " + tally.why_unplayed;
  }
  if (!shrunk.empty()) actual += "\n" + shrunk;
  show_failure(shown, first.seed);
}

}  // namespace assay::kit
