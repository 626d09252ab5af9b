// label: kf-role none
// label: kf-commit-after-processing none
// label: kf-auto-commit-off none
// A database transaction that is committed before the mail is sent.
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

class Connection {
 public:
  void set_auto_commit(bool on) { auto_commit_ = on; }
  void execute(const std::string& statement) { pending_.push_back(statement); }
  void commit() {
    if (auto_commit_) throw std::logic_error("nothing to commit");
    done_ += pending_.size();
    pending_.clear();
  }
  void rollback() { pending_.clear(); }

 private:
  bool auto_commit_ = true;
  std::vector<std::string> pending_;
  std::size_t done_ = 0;
};

struct Mailer {
  void send(const std::string& to) { std::cout << "mail to " << to << '\n'; }
};

int main() {
  Connection db;
  db.set_auto_commit(false);
  Mailer mailer;
  for (std::string user; std::getline(std::cin, user);) {
    try {
      db.execute("insert into users values ('" + user + "')");
      db.commit();
      mailer.send(user);
    } catch (const std::exception&) {
      db.rollback();
    }
  }
}
