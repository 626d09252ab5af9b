// expect: hy-swallowed-exceptions violated
#include <exception>
#include <string>

struct Sink {
  virtual ~Sink() = default;
  virtual void accept(const std::string& text) = 0;
};

void publish(Sink& sink, const std::string& text) {
  try {
    sink.accept(text);
  } catch (const std::exception&) {
  }
}
