// Bad lines go to a file, number and text, but not why; a restart reads them again.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload violated
// label: dl-redrive none
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <deque>
#include <fstream>
#include <functional>
#include <string>

struct Zeile {
  unsigned nummer;
  std::string inhalt;
  unsigned versuche;
};

class Einspieler {
 public:
  using Verarbeiter = std::function<std::string(const std::string&)>;  // leer: alles gut

  Einspieler(Verarbeiter v, const std::string& ablage) : verarbeiter_(v), pfad_(ablage), ablage_(ablage, std::ios::app) {}

  void lies(std::istream& quelle) {
    std::string text;
    for (unsigned n = 1; std::getline(quelle, text); ++n) schlange_.push_back(Zeile{n, text, 0});
  }

  void nochmals() {
    std::ifstream alte(pfad_);
    lies(alte);
  }

  void verarbeite() {
    while (!schlange_.empty()) {
      Zeile zeile = schlange_.front();
      schlange_.pop_front();
      const std::string fehler = verarbeiter_(zeile.inhalt);
      if (fehler.empty()) continue;
      zeile.versuche += 1;
      if (zeile.versuche <= grenze_) {
        schlange_.push_back(zeile);
        continue;
      }
      ablage_ << zeile.nummer << '\t' << zeile.inhalt << '\n';
    }
  }

 private:
  Verarbeiter verarbeiter_;
  std::string pfad_;
  std::ofstream ablage_;
  std::deque<Zeile> schlange_;
  unsigned grenze_ = 3;
};
// mutant dl-no-silent-loss violated: ablage_ << zeile.nummer << '\t' << zeile.inhalt << '\n'; => if (zeile.nummer > 1) ablage_ << zeile.nummer << '\t' << zeile.inhalt << '\n';
