#include "analyse/fallback_flags.hpp"

#include <set>
#include <string_view>
#include <utility>

namespace assay::analyse {
namespace {

// Every unit that is not in the database gets all of them, and a submission may have thousands.
constexpr std::size_t most_bytes = std::size_t{16} << 10;

class Folders {
 public:
  explicit Folders(std::vector<std::string>& flags) : flags_(flags) {}

  void add(const std::string& option, const std::string& folder) {
    if (!seen_.emplace(option, folder).second) return;
    bytes_ += option.size() + folder.size();
    flags_.push_back(option);
    flags_.push_back(folder);
  }
  [[nodiscard]] bool has_room_for(const std::string& folder) const { return bytes_ + folder.size() < most_bytes; }

 private:
  std::vector<std::string>& flags_;
  std::set<std::pair<std::string_view, std::string_view>> seen_;  // of what outlives this
  std::size_t bytes_ = 0;
};

bool names_folder(std::string_view option) { return option == "-I" || option == "-isystem" || option == "-iquote"; }

}  // namespace

std::vector<std::string> fallback_flags(const std::map<std::string, std::vector<std::string>>& database,
                                        std::span<const std::string> folders) {
  std::vector<std::string> result{"-std=gnu++23"};
  Folders added(result);
  for (const auto& [file, flags] : database) {
    for (std::size_t i = 0; i + 1 < flags.size(); ++i) {
      if (names_folder(flags[i]) && added.has_room_for(flags[i + 1])) added.add(flags[i], flags[i + 1]);
    }
  }
  static const std::string option = "-I";
  for (const auto& folder : folders) added.add(option, folder);
  return result;
}

}  // namespace assay::analyse
