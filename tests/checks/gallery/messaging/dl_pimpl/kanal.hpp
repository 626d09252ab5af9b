#pragma once
#include <functional>
#include <memory>
#include <string>

namespace bote {

struct Nachricht {
  std::string kennung;
  std::string inhalt;
};

class Kanal {
 public:
  using Empfaenger = std::function<bool(const Nachricht&)>;
  Kanal(Empfaenger empfaenger, unsigned versuche);
  ~Kanal();
  void sende(Nachricht nachricht);
  void arbeite();
  unsigned verlorene() const;

 private:
  struct Innen;
  std::unique_ptr<Innen> innen_;
};

}  // namespace bote
