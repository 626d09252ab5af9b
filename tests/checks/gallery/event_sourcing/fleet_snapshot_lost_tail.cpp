// The cached snapshot is handed out as it is: what happened after it is not applied.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail violated
// label: es-versioned-events satisfied
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

struct EventData {
  std::string type;
  int schema = 2;
  std::string vehicle;
  double kilometres = 0;
};

class Vehicle {
 public:
  struct Snapshot {
    double kilometres;
    int services;
    std::size_t version;
  };

  static Vehicle from(const Snapshot& s) {
    Vehicle v;
    v.kilometres_ = s.kilometres;
    v.services_ = s.services;
    v.version_ = s.version;
    return v;
  }

  Snapshot snapshot() const { return {kilometres_, services_, version_}; }

  void apply(const EventData& data) {
    const EventData e = data.schema < 2 ? upcast(data) : data;
    if (e.type == "driven") {
      kilometres_ += e.kilometres;
    } else if (e.type == "serviced") {
      ++services_;
    } else {
      throw std::runtime_error("unknown event type: " + e.type);
    }
    ++version_;
  }

  EventData service() const {
    if (kilometres_ < 10'000 * (services_ + 1)) throw std::logic_error("no service is due");
    return {"serviced", 2, "", 0};
  }

 private:
  static EventData upcast(EventData old) {
    old.kilometres *= 1.609344;  // the first schema counted miles
    old.schema = 2;
    return old;
  }

  double kilometres_ = 0;
  int services_ = 0;
  std::size_t version_ = 0;
};

class Fleet {
 public:
  Vehicle load(const std::string& id) {
    const auto snapshot = snapshots_.find(id);
    if (snapshot != snapshots_.end()) return Vehicle::from(snapshot->second);
    Vehicle vehicle;
    for (const auto& e : events_[id]) vehicle.apply(e);
    return vehicle;
  }

  void save_snapshot(const std::string& id) { snapshots_.insert_or_assign(id, load(id).snapshot()); }

  void service(const std::string& id) { events_[id].push_back(load(id).service()); }
  void drive(const std::string& id, double km) { events_[id].push_back({"driven", 2, id, km}); }

 private:
  std::map<std::string, std::vector<EventData>> events_;
  std::map<std::string, Vehicle::Snapshot> snapshots_;
};

int main() {
  Fleet fleet;
  fleet.drive("van", 12'000);
  fleet.service("van");
  fleet.save_snapshot("van");
}
// mutant es-unknown-events violated: throw std::runtime_error("unknown event type: " + e.type); => return;
// mutant es-append-only violated: events_[id].push_back({"driven", 2, id, km}); => events_[id] = {{"driven", 2, id, km}};
