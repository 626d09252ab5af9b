// Wrong passwords lock an account for a while; a function elsewhere looks at them.
// expect: cb-role inconclusive
// expect: cb-three-modes inconclusive
#include <ctime>

extern "C" int is_right(const char* user, const char* password);

struct Account {
  bool locked = false;
  int wrong = 0;
  time_t until = 0;
};

bool login(Account& account, const char* user, const char* password) {
  if (account.locked && time(nullptr) < account.until) return false;
  if (is_right(user, password) == 0) {
    if (++account.wrong >= 5) {
      account.locked = true;
      account.until = time(nullptr) + 600;
    }
    return false;
  }
  account.locked = false;
  account.wrong = 0;
  return true;
}
