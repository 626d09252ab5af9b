#include "health_board.hpp"

#include "circuit_breaker.hpp"

void HealthBoard::circuit_changed() {
  const std::lock_guard lock(mutex_);
  ++figures_.changes;
}

void HealthBoard::call_refused(const CircuitBreaker& by) {
  const std::lock_guard lock(mutex_);
  ++(by.is_open() ? figures_.refused_open : figures_.refused_probing);
}

HealthBoard::Figures HealthBoard::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}
