#include "history/list_append.hpp"

namespace assay::kit::history {

std::string to_string(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::unknown_element: return "unknown element";
    case AnomalyKind::duplicate: return "duplicate element";
    case AnomalyKind::incompatible_order: return "incompatible orders";
    case AnomalyKind::internal: return "transaction contradicts itself";
    case AnomalyKind::aborted_read: return "aborted read (G1a)";
    case AnomalyKind::intermediate_read: return "intermediate read (G1b)";
    case AnomalyKind::lost_append: return "lost append";
    case AnomalyKind::fractured: return "fractured transaction";
    case AnomalyKind::g0: return "write cycle (G0)";
    case AnomalyKind::g1c: return "circular information flow (G1c)";
    case AnomalyKind::g_single: return "read skew (G-single)";
    case AnomalyKind::g2: return "anti-dependency cycle (G2)";
  }
  return "anomaly";
}

std::string to_string(Dependency dependency) {
  switch (dependency) {
    case Dependency::ww: return "ww";
    case Dependency::wr: return "wr";
    case Dependency::rw: return "rw";
    case Dependency::real_time: return "rt";
  }
  return "?";
}

}  // namespace assay::kit::history
