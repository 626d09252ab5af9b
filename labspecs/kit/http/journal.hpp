// What an HTTP server remembers of its requests. Used by the server's thread alone.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "http/server.hpp"

namespace assay::kit::http {

class Journal {
 public:
  explicit Journal(const Limits& limits) : limits_(limits) {}

  /// Remembers it, and gives its number; nothing where no more fits.
  [[nodiscard]] std::optional<std::size_t> begin(const Request& request);
  /// It will have this status.
  void decide(std::size_t exchange, unsigned status) { exchanges_[exchange].status = status; }
  /// Its answer is on its way.
  void end(std::size_t exchange) { exchanges_[exchange].answered = Clock::now(); }
  [[nodiscard]] std::vector<Exchange> from(std::size_t first) const;

 private:
  const Limits limits_;
  std::vector<Exchange> exchanges_;
  std::size_t bytes_ = 0;
};

}  // namespace assay::kit::http
