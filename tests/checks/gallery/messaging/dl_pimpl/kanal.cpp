// A channel behind a pointer; what failed is kept, without why, and never comes back.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload violated
// label: dl-redrive violated
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include "kanal.hpp"

#include <deque>
#include <utility>
#include <vector>

namespace bote {

struct Kanal::Innen {
  Empfaenger empfaenger;
  unsigned versuche = 0;
  std::deque<std::pair<Nachricht, unsigned>> offen;
  std::vector<Nachricht> abgelegt;

  void fehlgeschlagen(Nachricht nachricht, unsigned anzahl) {
    if (anzahl + 1 == versuche)
      abgelegt.emplace_back(std::move(nachricht));
    else
      offen.emplace_back(std::move(nachricht), anzahl + 1);
  }
};

Kanal::Kanal(Empfaenger empfaenger, unsigned versuche) : innen_(std::make_unique<Innen>()) {
  innen_->empfaenger = std::move(empfaenger);
  innen_->versuche = versuche;
}

Kanal::~Kanal() = default;

void Kanal::sende(Nachricht nachricht) { innen_->offen.emplace_back(std::move(nachricht), 0U); }

void Kanal::arbeite() {
  while (!innen_->offen.empty()) {
    auto [nachricht, anzahl] = std::move(innen_->offen.front());
    innen_->offen.pop_front();
    if (!innen_->empfaenger(nachricht)) innen_->fehlgeschlagen(nachricht, anzahl);
  }
}

unsigned Kanal::verlorene() const { return static_cast<unsigned>(innen_->abgelegt.size()); }

}  // namespace bote
// mutant dl-after-bound violated: if (anzahl + 1 == versuche) => if (anzahl < 4000000000U)
// mutant dl-no-silent-loss violated: if (anzahl + 1 == versuche) => if (nachricht.inhalt.empty()) return; else if (anzahl + 1 == versuche)
