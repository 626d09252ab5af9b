// What becomes of one request.
#pragma once

#include <optional>

#include "dynamodb/engine.hpp"
#include "dynamodb/request.hpp"
#include "dynamodb/rewrite.hpp"
#include "dynamodb/shared.hpp"

namespace assay::kit::dynamodb {

/// What the connection is to do now.
struct Reply {
  enum class How {
    answer,
    reset,
    close,
    hold,  ///< say nothing more, and stay open
  };
  How how = How::answer;
  Answer answer;
};

/// Takes one request from its arrival to what the subject gets, faults and record included. Blocks.
class Handler {
 public:
  /// `body`: nothing where it could not be read.
  Handler(Shared& shared, Request request, std::optional<Json> body);
  ~Handler();
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

  /// Throws JudgeFault, and whatever the judge's policy throws.
  [[nodiscard]] Reply run();

  /// Its answer could not be sent.
  void not_sent();

  [[nodiscard]] std::uint64_t number() const { return request_.number; }

 private:
  [[nodiscard]] bool arrive();
  void decide();
  [[nodiscard]] std::optional<Answer> refuse() const;
  [[nodiscard]] std::optional<Reply> before_engine();
  [[nodiscard]] Reply forward();
  [[nodiscard]] Answer ask_engine(const Outgoing& out);
  [[nodiscard]] Reply after_engine(Answer answer);
  [[nodiscard]] Reply answer(Answer answer, bool sent = true);
  [[nodiscard]] Reply die(const Crash& crash);
  [[nodiscard]] std::optional<Reply> held_up();
  void fired(const Fault& fault) { shared_.record.fired(request_.number, fault); }

  Shared& shared_;
  Request request_;
  std::optional<Json> body_;
  Decision decision_;
};

}  // namespace assay::kit::dynamodb
