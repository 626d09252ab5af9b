#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "fetch/fetch.hpp"
#include "support/git_repository.hpp"
#include "util/temporary_directory.hpp"

namespace assay::fetch {

/// A folder for sources and one, not there yet, for the checkout.
class FetchTest : public testing::Test {
 protected:
  using Path = std::filesystem::path;

  core::Result<Fetched> run(core::SourceRequest request, const core::CheckoutLimits& limits = {}) {
    destination_ = home_.path() / ("checkout" + std::to_string(++runs_));
    return fetch(request, limits, destination_, options_);
  }

  core::Checkout checkout(const core::SourceRequest& request, const core::CheckoutLimits& limits = {}) {
    auto fetched = run(request, limits);
    if (!fetched) throw std::runtime_error("error: " + fetched.error().message);
    if (auto* refusal = std::get_if<core::Refusal>(&*fetched)) throw std::runtime_error("refusal: " + refusal->message);
    return std::get<core::Checkout>(*fetched);
  }

  core::Refusal refusal(const core::SourceRequest& request, const core::CheckoutLimits& limits = {}) {
    auto fetched = run(request, limits);
    if (!fetched) throw std::runtime_error("error: " + fetched.error().message);
    if (std::holds_alternative<core::Checkout>(*fetched)) throw std::runtime_error("not refused");
    return std::get<core::Refusal>(*fetched);
  }

  core::Error error(const core::SourceRequest& request) {
    auto fetched = run(request);
    if (fetched) throw std::runtime_error("no error");
    return fetched.error();
  }

  static core::SourceRequest from(const Path& path) {
    core::SourceRequest request;
    request.source = path.string();
    return request;
  }

  static support::CommitTime at(long seconds) { return support::CommitTime(std::chrono::seconds(seconds)); }

  static std::string read(const Path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static void write(const Path& path, std::string_view content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  /// Every path below the folder, sorted.
  static std::vector<std::string> paths_in(const Path& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      paths.push_back(entry.path().lexically_relative(folder).string());
    }
    std::ranges::sort(paths);
    return paths;
  }

  Path new_path(const std::string& name) { return home_.path() / name; }

  util::TemporaryDirectory home_ = *util::TemporaryDirectory::create();
  Path destination_;
  Options options_;
  int runs_ = 0;
};

}  // namespace assay::fetch
