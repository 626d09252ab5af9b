// The contract's key-value store takes a value only where the key is new.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect violated
// label: dl-role none
// label: ob-role none
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace lab {
class KeyValueStore {
 public:
  virtual ~KeyValueStore() = default;
  /// False where the key is there already; the entry goes after `ttl`.
  virtual bool put_if_absent(std::string_view table, std::string_view key, std::string_view value, std::chrono::seconds ttl) = 0;
  virtual void erase(std::string_view table, std::string_view key) = 0;
};
class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual bool send(std::string_view to, std::string_view text) = 0;
};
struct Message {
  std::string id, to, text;
};
}  // namespace lab

class Notifier {
 public:
  Notifier(lab::KeyValueStore& kv, lab::Mailer& mailer) : kv_(kv), mailer_(mailer) {}
  bool accept(const lab::Message& m) {
    if (!kv_.put_if_absent("done", m.id, "1", std::chrono::hours(24))) return true;
    return mailer_.send(m.to, m.text);
  }

 private:
  lab::KeyValueStore& kv_;
  lab::Mailer& mailer_;
};
