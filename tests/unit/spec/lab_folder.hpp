// A lab's folder for the tests of the readers: sound, until a test changes a file.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "spec/load_lab.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::spec {

inline constexpr std::string_view sound_lab = R"([lab]
id = "circuit-breaker"
title = "A circuit breaker"
version = "1.0"
summary = "Calls fail fast while a downstream is down."

[submission]
target = "breaker"

[[suite]]
id = "public"
title = "What you see"
visibility = "public"

[[suite]]
id = "hidden"
title = "What you do not"
visibility = "hidden"
wall = "90s"

[checks]
enabled = ["cb-clock", "cb-role"]

[starter]
ceiling = 10
)";

inline constexpr std::string_view sound_rubric = R"([rubric]
total = 40

[[criterion]]
id = "states"
title = "States"
points = 12.5
rule = "weighted"
evidence = ["case:public/Breaker.*", "case:hidden/*"]
weights = { "case:hidden/*" = 3 }

[[criterion]]
id = "design"
title = "Design"
points = "7.25"
rule = "all-or-nothing"
evidence = ["check:cb-*"]
read = "README.md#design"

[[criterion]]
id = "speed"
title = "Speed"
points = 10.25
rule = "bands"
evidence = ["metric:public/Speed.Calls/ratio"]

[[criterion.band]]
title = "Excellent"
at_least = 0.9
points = 10.25

[[criterion.band]]
title = "Fair"
points = 0

[[criterion]]
id = "readme"
title = "The README"
points = 10
rule = "manual"
)";

class LabFolder {
 public:
  LabFolder() {
    for (const char* folder : {"contract", "judge/public", "judge/hidden"}) std::filesystem::create_directories(path() / folder);
    write("README.md", "# A lab\n");
    write("lab.toml", sound_lab);
    write("rubric.toml", sound_rubric);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  void write(const std::string& name, std::string_view content) {
    if (!util::write_file(path() / name, content)) throw std::runtime_error("cannot write " + name);
  }

  /// Replaces the only place where `from` stands in the file.
  void edit(const std::string& name, std::string_view from, std::string_view to) {
    std::string content = util::read_file(path() / name).value();
    const auto at = content.find(from);
    if (at == content.npos || content.find(from, at + 1) != content.npos) throw std::runtime_error("not once: " + std::string(from));
    write(name, content.replace(at, from.size(), to));
  }

  /// What is wrong with the lab, without its folder's name; "none" where it is sound.
  [[nodiscard]] std::string problems() const {
    const auto lab = load_lab(path());
    if (lab) return "none";
    std::string message = lab.error().message;
    const std::string prefix = path().string() + "/";
    for (auto at = message.find(prefix); at != message.npos; at = message.find(prefix)) message.erase(at, prefix.size());
    return message;
  }

 private:
  util::TemporaryDirectory folder_ = util::TemporaryDirectory::create().value();
};

}  // namespace assay::spec
