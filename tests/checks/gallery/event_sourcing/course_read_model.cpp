// The query side asks the write side to enrol, and enrolling answers with the course's page.
// label: es-role satisfied
// label: es-immutable-events satisfied
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
// label: cq-queries-do-not-write violated
// label: cq-commands-return-nothing violated
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace course {

struct Announced { std::string title; int seats; };
struct Enrolled { std::string student; };
struct Looked { std::string student; };
using Event = std::variant<Announced, Enrolled, Looked>;

class Journal {
 public:
  void append(std::size_t expected, Event event) {
    std::lock_guard lock(mutex_);
    if (events_.size() != expected) throw std::runtime_error("version");
    events_.push_back(std::move(event));
  }
  std::vector<Event> all() const {
    std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

class Course {
 public:
  explicit Course(const std::vector<Event>& events) {
    for (const auto& event : events) {
      std::visit(*this, event);
      ++version_;
    }
  }
  void operator()(const Announced& e) { seats_ = e.seats; }
  void operator()(const Enrolled& e) { students_.insert(e.student); }
  void operator()(const Looked&) {}

  Enrolled enrol(const std::string& student) const {
    if (students_.size() == seats_) throw std::domain_error("full");
    if (students_.contains(student)) throw std::domain_error("enrolled");
    return {student};
  }
  std::size_t version() const { return version_; }

 private:
  std::size_t version_ = 0, seats_ = 0;
  std::set<std::string> students_;
};

struct Page {
  std::string title;
  std::vector<std::string> students;
  int looks = 0;
};

class Pages {
 public:
  explicit Pages(Journal& journal) : journal_(journal) {}

  Page page(const std::string& reader) {
    const auto events = journal_.all();
    journal_.append(events.size(), Looked{reader});
    Page page;
    for (const auto& event : events) {
      if (const auto* a = std::get_if<Announced>(&event)) page.title = a->title;
      if (const auto* e = std::get_if<Enrolled>(&event)) page.students.push_back(e->student);
      if (std::get_if<Looked>(&event)) ++page.looks;
    }
    return page;
  }

 private:
  Journal& journal_;
};

class Enrolment {
 public:
  Enrolment(Journal& journal, Pages& pages) : journal_(journal), pages_(pages) {}

  Page enrol(const std::string& student) {
    const Course course(journal_.all());
    journal_.append(course.version(), course.enrol(student));
    return pages_.page(student);
  }

 private:
  Journal& journal_;
  Pages& pages_;
};

}  // namespace course

int main() {
  course::Journal journal;
  course::Pages pages(journal);
  course::Enrolment enrolment(journal, pages);
  journal.append(0, course::Announced{"C++", 20});
  return enrolment.enrol("mo").looks;
}
// mutant es-expected-version violated: if (events_.size() != expected) throw std::runtime_error("version"); =>
// mutant es-append-only violated: events_.push_back(std::move(event)); => events_.resize(1); events_.push_back(std::move(event));
