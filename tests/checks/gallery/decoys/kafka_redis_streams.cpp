// label: kf-role none
// label: kf-group-id none
// label: kf-commit-after-processing none
// label: kf-conf-checked none
// A consumer group of Redis streams through a small client of its own.
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Entry {
  std::string id;
  std::vector<std::pair<std::string, std::string>> fields;
};

class StreamClient {
 public:
  explicit StreamClient(std::string group) : group_(std::move(group)) {}
  std::optional<Entry> readGroup(const std::string& stream, int block_ms);
  bool xack(const std::string& stream, const std::string& id) { return send("XACK " + stream + " " + group_ + " " + id); }

 private:
  bool send(const std::string& command) {
    sent_.push_back(command);
    return true;
  }
  std::string group_;
  std::vector<std::string> sent_;
};

std::optional<Entry> StreamClient::readGroup(const std::string& stream, int block_ms) {
  send("XREADGROUP GROUP " + group_ + " me BLOCK " + std::to_string(block_ms) + " STREAMS " + stream + " >");
  if (sent_.size() > 20) return std::nullopt;
  return Entry{std::to_string(sent_.size()), {{"k", "v"}}};
}

int main() {
  StreamClient client("workers");
  std::size_t total = 0;
  while (auto entry = client.readGroup("jobs", 10)) {
    client.xack("jobs", entry->id);
    total += entry->fields.size();
  }
  return total == 0;
}
