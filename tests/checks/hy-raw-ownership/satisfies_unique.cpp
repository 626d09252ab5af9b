// expect: hy-raw-ownership satisfied
#include <memory>
#include <string>

struct Event {
  std::string text;
};

std::size_t on_message(const std::string& text) {
  const auto event = std::make_unique<Event>(Event{text});
  return event->text.size();
}
