// Recursion on failure, the wait doubled in the argument.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <unistd.h>

#include <cstdio>
#include <string>

class Mailbox {
 public:
  virtual ~Mailbox() = default;
  virtual bool put(const std::string& to, const std::string& body) = 0;
};

namespace {

bool deliver(Mailbox& box, const std::string& to, const std::string& body, int left, unsigned wait_us) {
  if (box.put(to, body)) return true;
  if (left == 0) {
    std::fprintf(stderr, "gave up on %s\n", to.c_str());
    return false;
  }
  usleep(wait_us);
  return deliver(box, to, body, left - 1, wait_us * 2);
}

}  // namespace

bool notify(Mailbox& box, const std::string& who) {
  return deliver(box, who, "your parcel has left the depot", 4, 20000);
}

bool notify_all(Mailbox& box) {
  bool ok = true;
  for (const char* who : {"ann", "bob", "cyd"}) ok = notify(box, who) && ok;
  return ok;
}

// mutant rt-growth violated: wait_us * 2) => wait_us)
// mutant rt-growth violated: wait_us * 2) => wait_us + 20000)
