#include "host_processes.hpp"

#include <filesystem>
#include <fstream>

namespace assay::sandbox::testing {

std::vector<pid_t> find_processes(const std::string& mark, pid_t except) {
  std::vector<pid_t> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos || name == std::to_string(except)) continue;
    std::ifstream file(entry.path() / "cmdline");
    std::string line;
    std::getline(file, line, '\n');  // nothing where the process has just ended
    if (line.find(mark) != std::string::npos) found.push_back(std::stoi(name));
  }
  return found;
}

}  // namespace assay::sandbox::testing
