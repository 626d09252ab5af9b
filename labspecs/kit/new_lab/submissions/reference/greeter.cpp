#include "lab/greeter.hpp"

namespace lab {

std::string greet(const std::string& name) { return "Hello, " + name + "!"; }

}  // namespace lab
