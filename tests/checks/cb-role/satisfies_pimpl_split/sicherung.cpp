#include "sicherung.hpp"

#include <deque>

struct Sicherung::Innen {
  std::deque<bool> fenster;
  bool offen = false;
  std::chrono::steady_clock::time_point bis{};
  bool zu_viele() const {
    int schlecht = 0;
    for (bool gut : fenster)
      if (!gut) ++schlecht;
    return fenster.size() >= 10 && 2 * schlecht > 10;
  }
};

Sicherung::Sicherung() : innen_(std::make_unique<Innen>()) {}
Sicherung::~Sicherung() = default;

bool Sicherung::darf(std::chrono::steady_clock::time_point jetzt) {
  if (!innen_->offen) return true;
  return jetzt >= innen_->bis;
}

void Sicherung::ergebnis(bool gut, std::chrono::steady_clock::time_point jetzt) {
  auto& i = *innen_;
  i.fenster.push_back(gut);
  if (i.fenster.size() > 10) i.fenster.pop_front();
  i.offen = i.zu_viele();
  if (i.zu_viele()) i.bis = jetzt + std::chrono::seconds(1);
}
