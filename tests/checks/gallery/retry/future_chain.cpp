// Each attempt is a future; the next one is started by recursion when it failed.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping none
#include <exception>
#include <functional>
#include <future>
#include <string>
#include <utility>

using Query = std::function<std::string(const std::string&)>;

class Resolver {
 public:
  explicit Resolver(Query query, unsigned again = 3) : query_(std::move(query)), again_(again) {}

  std::future<std::string> resolve(const std::string& name) { return start(name, again_); }

 private:
  std::future<std::string> start(std::string name, unsigned again) {
    return std::async(std::launch::async, [this, name, again]() -> std::string {
      auto answer = std::async(std::launch::async, query_, name);
      try {
        return answer.get();
      } catch (const std::exception&) {
        if (again == 0) throw;
        return start(name, again - 1).get();
      }
    });
  }

  Query query_;
  unsigned again_;
};

// mutant rt-bound violated: if (again == 0) throw; =>
// mutant rt-bound violated: again - 1 => again
