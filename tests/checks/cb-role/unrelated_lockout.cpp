// expect: cb-role inconclusive
#include <chrono>
#include <functional>
#include <map>
#include <string>

// Five wrong passwords lock an account for ten minutes.
class Accounts {
 public:
  bool login(const std::string& user, const std::string& password) {
    auto& a = accounts_[user];
    if (a.locked && std::chrono::system_clock::now() < a.until) return false;
    if (std::hash<std::string>{}(password) != a.digest) {
      if (++a.wrong >= 5) {
        a.locked = true;
        a.until = std::chrono::system_clock::now() + std::chrono::minutes(10);
      }
      return false;
    }
    a.wrong = 0;
    a.locked = false;
    return true;
  }

 private:
  struct Account {
    std::size_t digest = 0;
    int wrong = 0;
    bool locked = false;
    std::chrono::system_clock::time_point until{};
  };
  std::map<std::string, Account> accounts_;
};
