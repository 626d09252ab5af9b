// A store in a folder of its own, for the tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "evidence/store.hpp"
#include "util/temporary_directory.hpp"

namespace assay::evidence {

class StoreFolder {
 public:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "evidence.db"; }
  [[nodiscard]] Store open() const { return Store::open(file(), Store::Open::create).value(); }

 private:
  util::TemporaryDirectory folder_ = util::TemporaryDirectory::create().value();
};

inline core::Timestamp at(std::int64_t milliseconds) { return core::Timestamp{std::chrono::milliseconds{milliseconds}}; }

inline core::Event event(const std::string& message) { return core::StageFailed{"stage", message}; }

inline std::vector<core::Event> events(std::initializer_list<const char*> messages) {
  std::vector<core::Event> made;
  for (const char* message : messages) made.push_back(event(message));
  return made;
}

inline std::string message_of(const core::Record& record) { return std::get<core::StageFailed>(record.event).message; }

}  // namespace assay::evidence
