#pragma once

#include <cstdint>
#include <memory>

#include "lab/dynamodb_client.hpp"

namespace assay::test {

/// The port of this process's own DynamoDB Local, which is started by the first call and ends with the process. Throws
/// std::runtime_error where there is none.
std::uint16_t local_engine();

/// A client of it.
std::unique_ptr<lab::dynamodb::Client> engine_client();

/// "Prefix17": no other table of this engine has that name.
std::string fresh_table_name(const std::string& prefix);

}  // namespace assay::test
