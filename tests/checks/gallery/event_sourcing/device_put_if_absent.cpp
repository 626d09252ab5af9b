// One item an event in a key-value table, written on the condition that its key is not there.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail satisfied
// label: es-versioned-events satisfied
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

struct Item {
  std::string type;
  std::uint16_t schema;
  std::string data;
};

class Table {
 public:
  /// False where the key is there already.
  bool put_if_absent(const std::string& stream, std::uint64_t number, Item item) {
    std::lock_guard lock(mutex_);
    return items_.try_emplace({stream, number}, std::move(item)).second;
  }
  std::optional<Item> get(const std::string& stream, std::uint64_t number) const {
    std::lock_guard lock(mutex_);
    const auto found = items_.find({stream, number});
    return found == items_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::uint64_t>, Item> items_;
};

struct Device {
  std::string firmware;
  bool retired = false;
  std::uint64_t number = 0;
};

Device after(Device device, const Item& item) {
  if (item.schema > 2) throw std::runtime_error("written by a newer program");
  ++device.number;
  if (item.type == "updated") {
    device.firmware = item.schema == 1 ? "v" + item.data : item.data;
    return device;
  }
  if (item.type == "retired") {
    device.retired = true;
    return device;
  }
  throw std::runtime_error("event type " + item.type);
}

class Devices {
 public:
  explicit Devices(Table& table) : table_(table) {}

  bool update(const std::string& id, const std::string& firmware) {
    const Device device = load(id);
    if (device.retired || device.firmware == firmware) return false;
    return table_.put_if_absent(id, device.number, Item{"updated", 2, firmware});
  }

  bool retire(const std::string& id) {
    const Device device = load(id);
    return !device.retired && table_.put_if_absent(id, device.number, Item{"retired", 2, ""});
  }

  void remember(const std::string& id) { snapshots_[id] = load(id); }

 private:
  Device load(const std::string& id) const {
    Device device;
    if (const auto snapshot = snapshots_.find(id); snapshot != snapshots_.end()) device = snapshot->second;
    while (const auto item = table_.get(id, device.number)) device = after(std::move(device), *item);
    return device;
  }

  Table& table_;
  std::map<std::string, Device> snapshots_;
};

int main() {
  Table table;
  Devices devices(table);
  devices.update("d", "v1.2");
  devices.remember("d");
  devices.retire("d");
}
// mutant es-unknown-events violated: throw std::runtime_error("event type " + item.type); => return device;
// mutant es-append-only violated: return items_.try_emplace({stream, number}, std::move(item)).second; => items_.insert_or_assign({stream, number}, std::move(item)); return true;
// mutant es-snapshot-tail violated: snapshot != snapshots_.end()) device = snapshot->second; => snapshot != snapshots_.end()) return snapshot->second;
