// A repository template over any aggregate; save() compares versions within the store's lock.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <concepts>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

template <class A>
concept Aggregate = requires(A a, const typename A::Event& e) {
  { a.apply(e) } -> std::same_as<void>;
};

template <Aggregate A>
class Repository {
 public:
  struct Loaded {
    A aggregate;
    std::uint64_t version;
  };

  Loaded load(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    Loaded result{A{}, 0};
    if (const auto stream = streams_.find(id); stream != streams_.end())
      for (const auto& event : stream->second) {
        result.aggregate.apply(event);
        ++result.version;
      }
    return result;
  }

  void save(const std::string& id, std::uint64_t loaded_at, std::vector<typename A::Event> fresh) {
    const std::lock_guard lock(mutex_);
    auto& stream = streams_[id];
    if (loaded_at != stream.size()) throw std::runtime_error("concurrent change of " + id);
    for (auto& event : fresh) stream.push_back(std::move(event));
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::vector<typename A::Event>> streams_;
};

struct SeatTaken { int seat; };
struct SeatReleased { int seat; };

class Flight {
 public:
  using Event = std::variant<SeatTaken, SeatReleased>;

  void take(int seat) {
    if (taken_ & (1ULL << seat)) throw std::logic_error("taken");
    taken_ |= 1ULL << seat;
    ++count_;
    fresh_.push_back(SeatTaken{seat});
  }

  void release(int seat) {
    taken_ &= ~(1ULL << seat);
    --count_;
    fresh_.push_back(SeatReleased{seat});
  }

  void apply(const Event& event) {
    if (auto* e = std::get_if<SeatTaken>(&event)) {
      taken_ |= 1ULL << e->seat;
      ++count_;
    } else {
      taken_ &= ~(1ULL << std::get<SeatReleased>(event).seat);
      --count_;
    }
  }

  int count() const { return count_; }
  std::vector<Event> fresh() { return std::exchange(fresh_, {}); }

 private:
  std::uint64_t taken_ = 0;
  int count_ = 0;
  std::vector<Event> fresh_;
};

void take_seat(Repository<Flight>& flights, const std::string& id, int seat) {
  auto [flight, version] = flights.load(id);
  flight.take(seat);
  flights.save(id, version, flight.fresh());
}

int main() {
  Repository<Flight> flights;
  take_seat(flights, "LH1", 3);
  return flights.load("LH1").aggregate.count();
}
// mutant es-expected-version violated: if (loaded_at != stream.size()) throw std::runtime_error("concurrent change of " + id); =>
// mutant es-append-only violated: for (auto& event : fresh) stream.push_back(std::move(event)); => stream = std::move(fresh);
