#include "lab/greeter.hpp"

namespace lab {

std::string greet(const std::string& /*name*/) {
  // TODO: greet by name.
  return {};
}

}  // namespace lab
