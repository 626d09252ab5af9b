// The program that the grader runs: what the judge invokes, and what carries it out.
#include <string>
#include <string_view>

#include "host/host.hpp"
#include "lab/greeter.hpp"

int main() {
  assay::kit::host::Host host;
  host.on("greet", [](std::string_view name) { return lab::greet(std::string(name)); });
  return host.serve();
}
