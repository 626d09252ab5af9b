#include "schema_validation.hpp"

#include <array>
#include <cstdio>

#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::report::sample {

std::string validate(const std::string& text, const std::string& schema_file) {
  const auto directory = util::TemporaryDirectory::create();
  if (!directory) return directory.error().message;
  const auto path = directory->path() / "report.json";
  if (const auto written = util::write_file(path, text); !written) return written.error().message;
  const auto command = "/usr/bin/python3 " ASSAY_REPORT_VALIDATOR " '" + schema_file + "' < '" + path.string() + "' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "the validator could not be started";
  std::string said;
  std::array<char, 4096> buffer{};
  while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe)) said.append(buffer.data(), count);
  const int status = pclose(pipe);
  return status == 0 && said.empty() ? "conforms" : "status " + std::to_string(status) + ": " + said;
}

}  // namespace assay::report::sample
