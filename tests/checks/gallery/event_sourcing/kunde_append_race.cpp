// Deutsche Bezeichner; die Version wird im Aufrufer geprüft, das Anhängen sperrt für sich.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail satisfied
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <algorithm>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <variant>
#include <vector>

struct KundeAngelegt { std::string name; };
struct AnschriftGeaendert { std::string anschrift; };
struct KundeGesperrt {};
using Ereignis = std::variant<KundeAngelegt, AnschriftGeaendert, KundeGesperrt>;

struct Stand {
  std::string name, anschrift;
  bool gesperrt = false;
  std::size_t fassung = 0;
};

struct Anwender {
  Stand& stand;
  void operator()(const KundeAngelegt& e) { stand.name = e.name; }
  void operator()(const AnschriftGeaendert& e) { stand.anschrift = e.anschrift; }
  void operator()(const KundeGesperrt&) { stand.gesperrt = true; }
};

void anwenden(Stand& stand, const Ereignis& ereignis) {
  std::visit(Anwender{stand}, ereignis);
  ++stand.fassung;
}

class Ablage {
 public:
  std::size_t fassung() const {
    std::lock_guard sperre(riegel_);
    return liste_.size();
  }

  void anhaengen(Ereignis e) {
    std::lock_guard sperre(riegel_);
    liste_.push_back(std::move(e));
  }

  std::vector<Ereignis> ab(std::size_t stelle) const {
    std::lock_guard sperre(riegel_);
    return std::vector<Ereignis>(liste_.begin() + static_cast<std::ptrdiff_t>(std::min(stelle, liste_.size())), liste_.end());
  }

  void zuruecksetzen_auf(std::size_t fassung) {
    std::lock_guard sperre(riegel_);
    liste_.resize(fassung);
  }

 private:
  mutable std::mutex riegel_;
  std::vector<Ereignis> liste_;
};

class Kundenverzeichnis {
 public:
  Stand lade() const {
    Stand stand = abbild_.value_or(Stand{});
    for (const auto& e : ablage_.ab(stand.fassung)) anwenden(stand, e);
    return stand;
  }

  void ziehe_um(const std::string& anschrift) {
    const Stand stand = lade();
    if (stand.gesperrt) throw std::logic_error("gesperrt");
    if (ablage_.fassung() != stand.fassung) throw std::runtime_error("veraltet");
    ablage_.anhaengen(AnschriftGeaendert{anschrift});
  }

  void halte_fest() { abbild_ = lade(); }
  Ablage& ablage() { return ablage_; }

 private:
  Ablage ablage_;
  std::optional<Stand> abbild_;
};

int main() {
  Kundenverzeichnis kunden;
  kunden.ablage().anhaengen(KundeAngelegt{"Weber"});
  kunden.halte_fest();
  std::thread a([&] { kunden.ziehe_um("Ulm"); });
  a.join();
  kunden.ablage().zuruecksetzen_auf(1);
  return kunden.lade().anschrift.empty() ? 0 : 1;
}
// mutant es-snapshot-tail violated: ablage_.ab(stand.fassung) => ablage_.ab(0)
// mutant es-writes-in-apply violated: const Stand stand = lade(); => Stand stand = lade(); stand.anschrift = anschrift; if (abbild_) abbild_->anschrift = anschrift;
