#include "history/linearizability.hpp"

namespace assay::kit::history::detail {

void join(Linearizability& all, Linearizability part, Limits& left) {
  left.steps -= std::min(left.steps, part.steps);
  left.time -= std::min(left.time, part.took);
  part.steps += all.steps;
  part.took += all.took;
  if (part.answer == Answer::ok) {
    all.order.insert(all.order.end(), part.order.begin(), part.order.end());
    all.steps = part.steps;
    all.took = part.took;
  } else if (part.answer == Answer::violated || all.answer == Answer::ok) {
    all = std::move(part);
  }
}

}  // namespace assay::kit::history::detail
