#include "lab/greeter.hpp"

namespace lab {

std::string greet(const std::string& name) { return "Goodbye, " + name + "!"; }

}  // namespace lab
