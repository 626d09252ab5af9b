// expect: hy-swallowed-exceptions satisfied
#include <exception>
#include <string>

struct Sink {
  virtual ~Sink() = default;
  virtual void accept(const std::string& text) = 0;
};

int failed = 0;

void publish(Sink& sink, const std::string& text) {
  try {
    sink.accept(text);
  } catch (...) {
    ++failed;
  }
}
