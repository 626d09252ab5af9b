#pragma once

#include <string>

namespace lab {

/// "Hello, <name>!"
std::string greet(const std::string& name);

}  // namespace lab
