// The client of DynamoDB that comes with the lab: what `Environment::client` is when you are graded, and
// what a program of your own makes to talk to DynamoDB Local or to AWS.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "lab/dynamodb.hpp"

namespace lab::dynamodb {

/// Where DynamoDB is, and who asks. DynamoDB Local takes any credentials that consist of letters and digits, and keeps the
/// tables of different ones apart unless it was started with `-sharedDb`.
struct ClientOptions {
  std::string endpoint = "http://127.0.0.1:8000";  ///< AWS: "https://dynamodb.eu-central-1.amazonaws.com"
  std::string region = "us-east-1";
  std::string access_key_id = "local";
  std::string secret_access_key = "local";
  std::string session_token;                 ///< empty: none
  std::chrono::milliseconds timeout{5'000};  ///< of one request, the connection included; above zero
};

/// Of AWS's Streams API the endpoint is derived: "https://streams.dynamodb.…". Throws std::invalid_argument where an
/// option cannot be meant.
std::unique_ptr<Client> make_client(const ClientOptions& options);

}  // namespace lab::dynamodb
