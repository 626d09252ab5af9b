// assay-checks REQUEST: analyses what the request file names, and prints the report as one
// JSON document. Exit codes: 0 analysed, whatever was found; 2 the request is wrong; 3 a rule of
// the lab is.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "checks/engine/analysis.hpp"
#include "checks/engine/report_json.hpp"
#include "checks/engine/request.hpp"

namespace {

int fail(const std::string& message, int exit_code = 2) {
  std::fprintf(stderr, "assay-checks: %s\n", message.c_str());
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fail("usage: assay-checks REQUEST.json");
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) return fail(std::string("cannot read ") + argv[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto request = assay::checks::parse_request(text);
  if (!request) return fail(request.error().message);
  const auto report = assay::checks::analyse(*request);
  if (!report) return fail(report.error().message, report.error().kind == assay::core::ErrorKind::bad_lab ? 3 : 2);
  const auto json = assay::checks::to_json(*report) + "\n";
  if (std::fwrite(json.data(), 1, json.size(), stdout) != json.size() || std::fflush(stdout) != 0)
    return fail("cannot write the report");
  return 0;
}
