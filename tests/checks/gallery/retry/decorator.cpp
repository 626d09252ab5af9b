// A decorator of an interface, guarded by a recursive lock in each method.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping violated
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

class Unreachable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Directory {
 public:
  virtual ~Directory() = default;
  virtual std::string lookup(const std::string& user) = 0;
  virtual void rename(const std::string& user, const std::string& name) = 0;
};

class PatientDirectory final : public Directory {
 private:
  template <typename Call>
  auto again(Call call) {
    for (int attempt = 1; attempt <= 4; ++attempt) {
      try {
        return call();
      } catch (const Unreachable&) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1 << (attempt + 3)});
      }
    }
    throw Unreachable("the directory is gone");
  }

 public:
  explicit PatientDirectory(std::unique_ptr<Directory> inner) : inner_(std::move(inner)) {}

  std::string lookup(const std::string& user) override {
    std::unique_lock<std::recursive_mutex> guard(mutex_);
    return again([&] { return inner_->lookup(user); });
  }

  void rename(const std::string& user, const std::string& name) override {
    std::unique_lock<std::recursive_mutex> guard(mutex_);
    again([&] { inner_->rename(user, name); });
  }

 private:
  std::unique_ptr<Directory> inner_;
  std::recursive_mutex mutex_;
};

// mutant rt-growth violated: 1 << (attempt + 3) => 8 * attempt
// mutant rt-no-lock-sleeping satisfied: std::unique_lock<std::recursive_mutex> guard(mutex_); =>*
