// How a call ends: the dead letter, the fallback, and what it returns.
#include "support/simulation.hpp"

namespace judge {
namespace {

std::string at(Duration time) { return " at " + to_string(time); }

}  // namespace

void Simulation::on_dead_letter(Call& call, const lab::DeadLetter& letter) {
  const std::string who = call_name(call.id);
  step(who, "is dead-lettered with " + name_of(letter.cause) + " after " + counted(letter.attempts, "attempt"),
       "dead letters");
  const auto& failure = call.next.failure;
  if (!failure) {
    // Too early. A case that is not about dead letters goes on.
    if (!watch_.dead_letters && ++call.early_letters <= far_too_many) return;
    violate(call, who + " is dead-lettered with " + name_of(letter.cause) + at(time_.now()));
  }
  call.next.wait.reset();  // where there was a choice, it has been made
  ++call.letters;
  if (call.letters > far_too_many) violate(call, who + " is dead-lettered again and again");
  if (watch_.dead_letters && call.letters > 1) {
    violate("the message of " + who + " is dead-lettered once", "it is dead-lettered again");
  }
  if (watch_.dead_letters && letter.message != call.message) {
    violate("the dead letter of " + who + " holds the message as it was published: id " +
                std::to_string(call.message.id) + " to " + quoted(call.message.destination) + ", payload " +
                quoted(call.message.payload),
            "it holds id " + std::to_string(letter.message.id) + " to " + quoted(letter.message.destination) +
                ", payload " + quoted(letter.message.payload));
  }
  if (watch_.causes && letter.cause != failure->cause) {
    violate(call, who + " is dead-lettered with " + name_of(letter.cause));
  }
  if (watch_.attempts && letter.attempts != failure->attempts) {
    violate(call, who + " is dead-lettered with " + counted(letter.attempts, "attempt"));
  }
}

std::string Simulation::on_fallback(Call& call, const lab::protocol::FallbackQuestion& question) {
  const std::string who = call_name(call.id);
  step(who, "asks the fallback with " + name_of(question.cause), "fallback");
  if (!call.next.failure) violate(call, who + " asks the fallback" + at(time_.now()));
  call.next.wait.reset();
  ++call.fallbacks;
  if (call.fallbacks > far_too_many) violate(call, who + " asks the fallback again and again");
  if (watch_.order && call.letters == 0) {
    violate("the message of " + who + " is dead-lettered, and then the fallback is asked",
            who + " asks the fallback first");
  }
  if (watch_.fallback) {
    if (call.fallbacks > 1) violate(who + " asks the fallback once", who + " asks it again");
    if (question.message != call.message) {
      violate(call, who + " asks the fallback for another message than it was given");
    }
  }
  if (watch_.fallback_causes && question.cause != call.next.failure->cause) {
    violate(call, who + " asks the fallback with " + name_of(question.cause));
  }
  call.fallback_reply = "fallback for " + who;
  return call.fallback_reply;
}

void Simulation::on_return(Call& call, const lab::PublishResult& result) {
  const std::string who = call_name(call.id);
  step(who, (result.delivered ? "returns, delivered, with " : "returns, not delivered, with ") + quoted(result.reply));
  if (call.next.delivered) {
    if (!result.delivered) violate(call, who + " returns that it was not delivered" + at(time_.now()));
    if (result.reply != *call.next.delivered) violate(call, who + " returns the reply " + quoted(result.reply));
  } else if (call.next.failure) {
    check_return_of_failure(call, result);
  } else {
    violate(call, who + " returns" + at(time_.now()));
  }
  model_.returned(call.id);
  check_ending(call);
}

void Simulation::check_return_of_failure(const Call& call, const lab::PublishResult& result) const {
  const std::string who = call_name(call.id);
  if (result.delivered) violate(call, who + " returns that it was delivered" + at(time_.now()));
  if (watch_.dead_letters && call.letters == 0) {
    violate("the message of " + who + " is in the dead letters before publish returns: it was not delivered, with " +
                name_of(call.next.failure->cause),
            who + " returns, and its message is lost");
  }
  if (!watch_.fallback) return;
  if (call.fallbacks == 0) violate(who + " asks the fallback for a reply", who + " returns without");
  if (result.reply != call.fallback_reply) {
    violate(who + " returns the fallback's reply " + quoted(call.fallback_reply),
            who + " returns the reply " + quoted(result.reply));
  }
}

void Simulation::check_ending(const Call& call) const {
  if (!call.script.ends) return;
  const Ending ending{call.next.failure ? std::optional(call.next.failure->cause) : std::nullopt};
  if (ending == *call.script.ends) return;
  const auto words = [](const Ending& e) { return e.cause ? name_of(*e.cause) : std::string("delivered"); };
  throw assay::kit::JudgeFault("the scenario's script says that " + call_name(call.id) + " ends with " +
                               words(*call.script.ends) + ", and the model says " + words(ending));
}

}  // namespace judge
