// Reads [[service]], and which suite needs which.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/lab_spec.hpp"
#include "spec/table_reader.hpp"

namespace assay::spec {

/// The lab's services into `lab`; a problem where the operator lets no lab have one.
void read_services(TableReader& root, core::LabSpec& lab);

/// The ids of `lab`'s services that a suite's table names; all of them where it names none.
[[nodiscard]] std::vector<std::string> read_needed_services(TableReader& suite, const core::LabSpec& lab);

/// The kinds of services that an operator's table lists at `key`.
[[nodiscard]] std::set<core::ServiceKind> read_service_kinds(TableReader& table, std::string_view key);

}  // namespace assay::spec
