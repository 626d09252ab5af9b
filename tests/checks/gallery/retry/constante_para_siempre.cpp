// Reintenta la conexion cada segundo, para siempre.
// label: rt-role satisfied
// label: rt-bound violated
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

struct Enchufe {
  virtual ~Enchufe() = default;
  virtual void abrir(const std::string& servidor, int puerto) = 0;
  virtual void escribir(const std::string& texto) = 0;
};

class Mensajero {
  std::unique_ptr<Enchufe> enchufe;
  std::string servidor;
  int puerto;

 public:
  Mensajero(std::unique_ptr<Enchufe> e, std::string s, int p)
      : enchufe(std::move(e)), servidor(std::move(s)), puerto(p) {}

  void conectar() {
    while (true) {
      try {
        enchufe->abrir(servidor, puerto);
        std::cout << "conectado\n";
        return;
      } catch (...) {
        std::cerr << "no se pudo conectar, espero un segundo\n";
        std::this_thread::sleep_for(std::chrono::seconds(1));
      }
    }
  }

  void enviar(const std::string& texto) { enchufe->escribir(texto + "\n"); }
};

// mutant rt-stops-on-success violated: return; =>
