#pragma once

#include "lab/config.hpp"
#include "lab/environment.hpp"

namespace store {

/// Creates those of the tables that do not exist, and returns when all can be used, asking again every `poll`.
void create_missing_tables(lab::dynamodb::Client& client, lab::Sleeper& sleeper, const lab::Tables& tables,
                           lab::Duration poll);

}  // namespace store
