// Lines of text in a file, "type|field|field"; a loader that skips the types it does not know.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events violated
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

struct StoredEvent {
  std::string type;
  std::vector<std::string> fields;
};

StoredEvent parse(const std::string& line) {
  std::istringstream in(line);
  StoredEvent event;
  std::getline(in, event.type, '|');
  for (std::string field; std::getline(in, field, '|');) event.fields.push_back(field);
  return event;
}

class FileLog {
 public:
  explicit FileLog(std::string path) : path_(std::move(path)) {}

  void append(const StoredEvent& event) {
    std::ofstream out(path_, std::ios::app);
    out << event.type;
    for (const auto& field : event.fields) out << '|' << field;
    out << '\n';
  }

  std::vector<StoredEvent> read() const {
    std::vector<StoredEvent> events;
    std::ifstream in(path_);
    for (std::string line; std::getline(in, line);) events.push_back(parse(line));
    return events;
  }

 private:
  std::string path_;
};

class Library {
 public:
  explicit Library(FileLog& log) : log_(log) {
    for (const auto& event : log_.read()) when(event);
  }

  void acquire(const std::string& isbn) { raise({"BookAcquired", {isbn}}); }

  void lend(const std::string& isbn, const std::string& reader) {
    if (!copies_.contains(isbn)) throw std::invalid_argument("no such book");
    if (!copies_.at(isbn).empty()) throw std::logic_error("lent to " + copies_.at(isbn));
    raise({"BookLent", {isbn, reader}});
  }

  void give_back(const std::string& isbn) {
    if (!copies_.contains(isbn) || copies_.at(isbn).empty()) throw std::logic_error("not lent");
    raise({"BookReturned", {isbn}});
  }

  std::string reader_of(const std::string& isbn) const { return copies_.at(isbn); }

 private:
  void raise(const StoredEvent& event) {
    log_.append(event);
    when(event);
  }

  void when(const StoredEvent& event) {
    if (event.type == "BookAcquired") copies_[event.fields[0]] = "";
    else if (event.type == "BookLent") copies_[event.fields[0]] = event.fields[1];
    else if (event.type == "BookReturned") copies_[event.fields[0]].clear();
  }

  FileLog& log_;
  std::map<std::string, std::string> copies_;
};

int main() {
  FileLog log("library.log");
  Library library(log);
  library.acquire("978-3");
  library.lend("978-3", "Mia");
  return library.reader_of("978-3") == "Mia" ? 0 : 1;
}
// mutant es-append-only violated: std::ofstream out(path_, std::ios::app); => std::ofstream out(path_, std::ios::trunc);
// mutant es-decide-apart violated: if (event.type == "BookAcquired") copies_ => if (event.type == "BookLent" && !copies_.at(event.fields[0]).empty()) throw std::logic_error("lent"); if (event.type == "BookAcquired") copies_
// mutant es-writes-in-apply violated: throw std::logic_error("not lent"); => return; copies_.erase(isbn);
