// Three booleans, results as codes, one thread.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call satisfied
#include <chrono>
#include <string>

enum class Rc { ok, refused, timeout, io };

struct Printer {
  virtual ~Printer() = default;
  virtual Rc print(const std::string& page) = 0;
};

class Spooler {
 public:
  explicit Spooler(Printer& printer) : printer_(printer) {}

  template <typename F>
  Rc guarded(F&& action) {
    if (jammed && std::chrono::system_clock::now() >= retryAt) {
      jammed = false;
      testing = true;
    }
    if (jammed) return Rc::refused;
    const Rc rc = action(printer_);
    if (rc == Rc::ok) {
      running = true;
      testing = false;
      strikes = 0;
    } else {
      strikes += 1;
      if (testing || strikes > 4) {
        jammed = true;
        running = testing = false;
        retryAt = std::chrono::system_clock::now() + std::chrono::seconds(20);
      }
    }
    return rc;
  }

  Rc page(const std::string& text) {
    return guarded([&](Printer& p) { return p.print(text); });
  }

 private:
  Printer& printer_;
  bool jammed = false, testing = false, running = true;
  int strikes{};
  std::chrono::system_clock::time_point retryAt;
};

int printAll(Spooler& spooler, const char* const* pages, int n) {
  int done = 0;
  for (int i = 0; i < n; ++i)
    if (spooler.page(pages[i]) == Rc::ok) ++done;
  return done;
}
// mutant cb-success-resets violated: strikes = 0; =>
// mutant cb-threshold violated: testing || strikes > 4 => true
// mutant cb-open-period violated: jammed && std::chrono::system_clock::now() >= retryAt => jammed && running
