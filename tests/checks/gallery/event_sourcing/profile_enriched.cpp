// Setters fill events in after they were stored; a bus stamps them on the way out.
// label: es-role satisfied
// label: es-immutable-events violated
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

class Profile;

class ProfileEvent {
 public:
  virtual ~ProfileEvent() = default;
  virtual void apply_to(Profile& profile) const = 0;
  void set_user(std::string user) { user_ = std::move(user); }
  const std::string& user() const { return user_; }

 private:
  std::string user_;
};

class Profile {
 public:
  void rename(std::string name) { name_ = std::move(name); }
  void age() { ++version_; }
  void ban() { banned_ = true; }
  bool banned() const { return banned_; }
  unsigned version() const { return version_; }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  bool banned_ = false;
  unsigned version_ = 0;
};

class Renamed : public ProfileEvent {
 public:
  explicit Renamed(std::string to) : to_(std::move(to)) {}
  void apply_to(Profile& profile) const override { profile.rename(to_); profile.age(); }

 private:
  std::string to_;
};

class Banned : public ProfileEvent {
 public:
  void apply_to(Profile& profile) const override { profile.ban(); profile.age(); }
};

class ProfileStore {
 public:
  bool append(unsigned expected, std::shared_ptr<ProfileEvent> event) {
    std::lock_guard lock(mutex_);
    if (history_.size() != expected) return false;
    history_.push_back(std::move(event));
    return true;
  }

  Profile load() const {
    std::lock_guard lock(mutex_);
    Profile profile;
    for (const auto& event : history_) event->apply_to(profile);
    return profile;
  }

  void claim(const std::string& user) {
    std::lock_guard lock(mutex_);
    for (const auto& event : history_)
      if (event->user().empty()) event->set_user(user);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<ProfileEvent>> history_;
};

bool rename(ProfileStore& store, const std::string& to) {
  const Profile profile = store.load();
  if (profile.banned()) throw std::logic_error("banned");
  return store.append(profile.version(), std::make_shared<Renamed>(to));
}

int main() {
  ProfileStore store;
  rename(store, "zoe");
  store.claim("root");
  return store.load().name() == "zoe" ? 0 : 1;
}
// mutant es-expected-version violated: if (history_.size() != expected) return false; =>
// mutant es-append-only violated: history_.push_back(std::move(event)); => history_.insert(history_.begin(), event); history_.resize(1);
