// Whether a room is free is looked at in apply, and apply decides what else happens.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure violated
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct RoomBooked { int room; std::string guest; };
struct RoomLeft { int room; };
struct OverbookingNoticed { int room; };
using HotelEvent = std::variant<RoomBooked, RoomLeft, OverbookingNoticed>;

class EventLog {
 public:
  void append(HotelEvent e) { events_.push_back(std::move(e)); }
  const std::vector<HotelEvent>& events() const { return events_; }

 private:
  std::vector<HotelEvent> events_;
};

class Hotel {
 public:
  explicit Hotel(EventLog& log) : log_(log) {}

  void rebuild() {
    guests_.clear();
    overbooked_ = 0;
    const auto copy = log_.events();
    for (const auto& e : copy) apply(e);
  }

  void book(int room, const std::string& guest) {
    HotelEvent e = RoomBooked{room, guest};
    apply(e);
    log_.append(e);
  }

  void leave(int room) {
    HotelEvent e = RoomLeft{room};
    apply(e);
    log_.append(e);
  }

  bool is_free(int room) const { return !guests_.contains(room); }

 private:
  void apply(const HotelEvent& event) {
    struct Visitor {
      Hotel& hotel;
      void operator()(const RoomBooked& e) const {
        if (e.room > 50) throw std::invalid_argument("there are fifty rooms");
        if (!hotel.is_free(e.room)) {
          hotel.log_.append(OverbookingNoticed{e.room});
          return;
        }
        hotel.guests_[e.room] = e.guest;
      }
      void operator()(const RoomLeft& e) const {
        if (hotel.is_free(e.room)) throw std::logic_error("nobody lives there");
        hotel.guests_.erase(e.room);
      }
      void operator()(const OverbookingNoticed&) const { ++hotel.overbooked_; }
    };
    std::visit(Visitor{*this}, event);
  }

  EventLog& log_;
  std::map<int, std::string> guests_;
  int overbooked_ = 0;
};

int main() {
  EventLog log;
  Hotel hotel(log);
  hotel.book(12, "Noor");
  hotel.leave(12);
  hotel.rebuild();
  return hotel.is_free(12) ? 0 : 1;
}
// mutant es-append-only violated: guests_.clear(); => guests_.clear(); log_ = EventLog{};
// mutant es-writes-in-apply violated: HotelEvent e = RoomLeft{room}; => HotelEvent e = RoomLeft{room}; guests_.erase(room);
