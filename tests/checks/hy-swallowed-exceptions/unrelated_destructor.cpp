// expect: hy-swallowed-exceptions inconclusive
#include <exception>
#include <string>

struct Sink {
  virtual ~Sink() = default;
  virtual void accept(const std::string& text) = 0;
};

class Last {
 public:
  explicit Last(Sink& sink) : sink_(sink) {}
  ~Last() {
    try {
      sink_.accept("bye");
    } catch (...) {
    }
  }

 private:
  Sink& sink_;
};

void use(Sink& sink) { Last last(sink); }
