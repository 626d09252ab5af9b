// The letter is added in another locked step than the state that it tells of.
// label: ob-role satisfied
// label: ob-same-transaction violated
// label: ob-marked-after-ack violated
// label: dl-role none
// label: id-role none
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

enum class Phase { open, paid, shipped };
struct Bestellung {
  Phase phase = Phase::open;
  long betrag = 0;
};
struct Ausgang {
  unsigned long id;
  std::string ziel;
  std::string text;
};

class Bestellwesen {
 public:
  void bezahlt(const std::string& nummer) {
    {
      std::lock_guard<std::mutex> schloss(m_);
      bestellungen_[nummer].phase = Phase::paid;
    }
    std::lock_guard<std::mutex> schloss(m_);
    ausgang_.push_back({++naechste_, "lager", nummer});
  }

  void weiterleiten(const std::function<bool(const std::string&, const std::string&)>& senden) {
    for (;;) {
      Ausgang a;
      {
        std::lock_guard<std::mutex> schloss(m_);
        if (ausgang_.empty()) return;
        a = ausgang_.front();
        ausgang_.pop_front();
      }
      senden(a.ziel, a.text);
    }
  }

 private:
  std::mutex m_;
  std::unordered_map<std::string, Bestellung> bestellungen_;
  std::list<Ausgang> ausgang_;
  unsigned long naechste_ = 0;
};
