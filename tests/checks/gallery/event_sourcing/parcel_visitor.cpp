// Events are classes that accept a visitor; the aggregate is the visitor's owner.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure violated
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

class ParcelRegistered;
class ParcelScanned;
class ParcelDelivered;

class EventVisitor {
 public:
  virtual ~EventVisitor() = default;
  virtual void visit(const ParcelRegistered& e) = 0;
  virtual void visit(const ParcelScanned& e) = 0;
  virtual void visit(const ParcelDelivered& e) = 0;
};

class DomainEvent {
 public:
  virtual ~DomainEvent() = default;
  virtual void accept(EventVisitor& v) const = 0;
};
using EventPtr = std::shared_ptr<const DomainEvent>;

class ParcelRegistered : public DomainEvent {
 public:
  ParcelRegistered(std::string code, int grams) : code_(std::move(code)), grams_(grams) {}
  const std::string& code() const { return code_; }
  int grams() const { return grams_; }
  void accept(EventVisitor& v) const override { v.visit(*this); }
 private:
  std::string code_;
  int grams_;
};

class ParcelScanned : public DomainEvent {
 public:
  explicit ParcelScanned(std::string hub) : hub_(std::move(hub)) {}
  const std::string& hub() const { return hub_; }
  void accept(EventVisitor& v) const override { v.visit(*this); }
 private:
  std::string hub_;
};

class ParcelDelivered : public DomainEvent {
 public:
  void accept(EventVisitor& v) const override { v.visit(*this); }
};

class Parcel : private EventVisitor {
 public:
  void replay(const std::vector<EventPtr>& events) {
    for (const EventPtr& e : events) e->accept(*this);
  }

  EventPtr scan(const std::string& hub) {
    if (delivered_) throw std::logic_error("parcel was delivered already");
    auto e = std::make_shared<const ParcelScanned>(hub);
    e->accept(*this);
    return e;
  }

  EventPtr deliver() {
    if (delivered_) throw std::logic_error("twice");
    auto e = std::make_shared<const ParcelDelivered>();
    e->accept(*this);
    return e;
  }

  const std::string& where() const { return where_; }

 private:
  void visit(const ParcelRegistered& e) override { code_ = e.code(); grams_ = e.grams(); }
  void visit(const ParcelScanned& e) override {
    where_ = e.hub();
    hops_ = hops_ + 1;
    std::printf("parcel %s arrived in %s\n", code_.c_str(), where_.c_str());
  }
  void visit(const ParcelDelivered&) override { delivered_ = true; }

  std::string code_, where_;
  int grams_ = 0, hops_ = 0;
  bool delivered_ = false;
};

class ParcelLog {
 public:
  void append(const std::string& id, EventPtr e) { log_[id].push_back(std::move(e)); }
  const std::vector<EventPtr>& of(const std::string& id) { return log_[id]; }
 private:
  std::unordered_map<std::string, std::vector<EventPtr>> log_;
};

int main() {
  ParcelLog log;
  log.append("p1", std::make_shared<const ParcelRegistered>("p1", 800));
  Parcel parcel;
  parcel.replay(log.of("p1"));
  log.append("p1", parcel.scan("Leipzig"));
  log.append("p1", parcel.deliver());
}
// mutant es-append-only violated: log_[id].push_back(std::move(e)); => log_[id].clear(); log_[id].push_back(std::move(e));
// mutant es-writes-in-apply violated: throw std::logic_error("twice"); => return nullptr; delivered_ = true;
// mutant es-decide-apart violated: visit(const ParcelDelivered&) override { delivered_ = true; } => visit(const ParcelDelivered&) override { if (delivered_) throw std::logic_error("again"); delivered_ = true; }
