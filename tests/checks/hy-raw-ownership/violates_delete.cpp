// expect: hy-raw-ownership violated
#include <string>

struct Event {
  std::string text;
};

std::size_t on_message(const std::string& text) {
  auto* event = new Event{text};
  const auto size = event->text.size();
  delete event;
  return size;
}
