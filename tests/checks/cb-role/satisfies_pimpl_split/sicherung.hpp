#pragma once
#include <chrono>
#include <memory>

class Sicherung {
 public:
  Sicherung();
  ~Sicherung();
  bool darf(std::chrono::steady_clock::time_point jetzt);
  void ergebnis(bool gut, std::chrono::steady_clock::time_point jetzt);

 private:
  struct Innen;
  std::unique_ptr<Innen> innen_;
};
