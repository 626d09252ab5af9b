// Events of a window: a queue that is drained once, handlers that change the widget.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <deque>
#include <string>
#include <variant>

struct MouseMoved { int x, y; };
struct KeyPressed { char key; };
struct Resized { int width, height; };
using WindowEvent = std::variant<MouseMoved, KeyPressed, Resized>;

class TextBox {
 public:
  void handle(const WindowEvent& event) {
    if (const auto* moved = std::get_if<MouseMoved>(&event)) {
      hovered_ = moved->x < width_ && moved->y < height_;
    } else if (const auto* key = std::get_if<KeyPressed>(&event)) {
      if (key->key == '\b') {
        if (!text_.empty()) text_.pop_back();
      } else {
        text_ += key->key;
      }
    } else if (const auto* size = std::get_if<Resized>(&event)) {
      width_ = size->width;
      height_ = size->height;
    }
  }
  void clear() { text_.clear(); }

 private:
  std::string text_;
  bool hovered_ = false;
  int width_ = 100, height_ = 20;
};

class Loop {
 public:
  void post(WindowEvent event) { queue_.push_back(std::move(event)); }
  void run(TextBox& box) {
    while (!queue_.empty()) {
      const WindowEvent event = queue_.front();
      queue_.pop_front();
      box.handle(event);
    }
  }

 private:
  std::deque<WindowEvent> queue_;
};

int main() {
  Loop loop;
  TextBox box;
  loop.post(KeyPressed{'a'});
  loop.post(Resized{300, 40});
  loop.run(box);
  box.clear();
}
