// An audit log: entries are written beside the change and only ever printed.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <vector>

struct AuditEntry {
  std::chrono::system_clock::time_point when;
  std::string who;
  std::string what;
};

class AuditLog {
 public:
  void note(const std::string& who, const std::string& what) {
    entries_.push_back({std::chrono::system_clock::now(), who, what});
    if (entries_.size() > 1000) entries_.erase(entries_.begin());
  }
  void print(std::ostream& out) const {
    for (const auto& entry : entries_) out << entry.who << ": " << entry.what << '\n';
  }

 private:
  std::vector<AuditEntry> entries_;
};

class Users {
 public:
  explicit Users(AuditLog& log) : log_(log) {}
  void add(const std::string& name, const std::string& mail) {
    mails_[name] = mail;
    log_.note(name, "added");
  }
  bool remove(const std::string& name) {
    if (mails_.erase(name) == 0) return false;
    log_.note(name, "removed");
    return true;
  }

 private:
  AuditLog& log_;
  std::map<std::string, std::string> mails_;
};

int main() {
  AuditLog log;
  Users users(log);
  users.add("ann", "ann@example.org");
  users.remove("ann");
  log.print(std::cout);
}
