// Counts attempts, but parks a message at once, and nobody ever reads what was parked.
// label: dl-role satisfied
// label: dl-after-bound violated
// label: dl-keeps-payload satisfied
// label: dl-redrive violated
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <chrono>
#include <iostream>
#include <queue>
#include <string>
#include <vector>

struct Evento {
  long numero = 0;
  std::string tipo;
  std::string contenido;
  unsigned intentos = 0;
  std::string fallo;
};

class IManejador {
 public:
  virtual ~IManejador() = default;
  virtual bool manejar(const Evento& evento, std::string& detalle) = 0;
};

class BusDeEventos {
 public:
  explicit BusDeEventos(IManejador& manejador) : manejador_(manejador) {}

  void publicar(const std::string& tipo, const std::string& contenido) {
    Evento e;
    e.numero = ++ultimo_;
    e.tipo = tipo;
    e.contenido = contenido;
    pendientes_.push(e);
  }

  int despachar() {
    int hechos = 0;
    while (!pendientes_.empty()) {
      Evento e = pendientes_.front();
      pendientes_.pop();
      std::string detalle;
      e.intentos++;
      if (manejador_.manejar(e, detalle)) {
        ++hechos;
        continue;
      }
      std::cerr << "evento " << e.numero << " fallido (" << e.intentos << "): " << detalle << std::endl;
      e.fallo = detalle;
      rechazados_.push_back(e);
    }
    return hechos;
  }

  std::size_t cuantosRechazados() const { return rechazados_.size(); }

 private:
  IManejador& manejador_;
  long ultimo_ = 0;
  std::queue<Evento> pendientes_;
  std::vector<Evento> rechazados_;
};
// mutant dl-keeps-payload violated: e.fallo = detalle; =>
// mutant dl-no-silent-loss violated: rechazados_.push_back(e); => if (e.intentos > 3) rechazados_.push_back(e);
