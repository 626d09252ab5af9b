#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace assay::spec {

/// A place in a file, both from 1.
struct Place {
  unsigned line = 1;
  unsigned column = 1;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Everything that is wrong with one file.
class Diagnostics {
 public:
  explicit Diagnostics(std::filesystem::path file) : file_(std::move(file)) {}

  void add(Place place, std::string message);
  [[nodiscard]] bool empty() const { return problems_.empty(); }

  /// "file:line:column: message", a line each, by place.
  [[nodiscard]] std::string to_string() const;

 private:
  struct Problem {
    Place place;
    std::string message;
  };
  std::filesystem::path file_;
  std::vector<Problem> problems_;
};

}  // namespace assay::spec
