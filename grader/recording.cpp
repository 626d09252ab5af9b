#include "recording.hpp"

#include <span>
#include <utility>

namespace assay {

core::Result<Recording> Recording::begin(evidence::Store& store, std::string stream) {
  auto records = store.read(stream);
  if (!records) return std::unexpected(records.error());
  return Recording(store, std::move(stream), records->empty() ? 0 : records->back().sequence);
}

core::Result<void> Recording::append(const core::Event& event) {
  auto appended = store_.append(stream_, version_, std::span(&event, 1));
  if (!appended) return std::unexpected(appended.error().error);
  version_ = *appended;
  return {};
}

core::Result<std::vector<core::Record>> Recording::records() const {
  auto all = store_.read(stream_);
  if (all) std::erase_if(*all, [&](const core::Record& record) { return record.sequence <= began_at_; });
  return all;
}

}  // namespace assay
