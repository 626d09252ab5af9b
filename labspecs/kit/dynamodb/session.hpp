// One connection of the subject's.
#pragma once

#include <cstdint>

#include "dynamodb/handler.hpp"
#include "dynamodb/http_stream.hpp"
#include "dynamodb/shared.hpp"
#include "util/fd.hpp"

namespace assay::kit::dynamodb {

class Session {
 public:
  Session(Shared& shared, util::Fd socket, std::uint64_t number);

  /// Serves requests until the connection ends. Throws nothing.
  void serve();

  /// From any thread.
  void reset() { stream_.reset(); }
  void end() { stream_.end(); }

 private:
  [[nodiscard]] bool serve_one();
  [[nodiscard]] bool carry_out(Handler& handler, const Reply& reply);
  void note(ReadEnd end);

  Shared& shared_;
  util::Fd socket_;
  HttpStream stream_;
  const std::uint64_t number_;
};

}  // namespace assay::kit::dynamodb
