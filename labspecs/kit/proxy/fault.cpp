#include "proxy/fault.hpp"

namespace assay::kit::proxy {
namespace {

struct Name {
  std::string_view operator()(const Latency&) const { return "latency"; }
  std::string_view operator()(const Down&) const { return "down"; }
  std::string_view operator()(const BlackHole&) const { return "black hole"; }
  std::string_view operator()(const Partition&) const { return "partition"; }
  std::string_view operator()(const Reset&) const { return "reset"; }
  std::string_view operator()(const Bandwidth&) const { return "bandwidth"; }
  std::string_view operator()(const SlowClose&) const { return "slow close"; }
  std::string_view operator()(const Slicer&) const { return "slicer"; }
  std::string_view operator()(const DataLimit&) const { return "data limit"; }
};

}  // namespace

std::string_view name_of(const Kind& kind) { return std::visit(Name{}, kind); }

}  // namespace assay::kit::proxy
