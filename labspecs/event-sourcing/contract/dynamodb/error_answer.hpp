#pragma once

#include <string>

namespace lab::dynamodb {

/// Throws the error of dynamodb_errors.hpp that an HTTP answer other than 200 stands for.
[[noreturn]] void throw_error(long status, const std::string& body);

}  // namespace lab::dynamodb
