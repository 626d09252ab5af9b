// expect: es-role inconclusive
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
