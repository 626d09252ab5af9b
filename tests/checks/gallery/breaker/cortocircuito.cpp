// En español y con faltas: el cortocircuito nunca se repone solo.
// label: cb-role satisfied
// label: cb-three-modes violated
// label: cb-threshold satisfied
// label: cb-open-period violated
// label: cb-clock none
// label: cb-probe-limit none
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens none
// label: cb-probe-success-closes none
// label: cb-fallback violated
// label: cb-rejections-not-counted violated
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <mutex>
#include <stdexcept>
#include <string>

class Pasarela {
 public:
  virtual ~Pasarela() = default;
  virtual void cobrar(const std::string& tarjeta, long centimos) = 0;
};

class Cobrador {
 public:
  Cobrador(Pasarela& pasarela, int maximo) : pasarela_(pasarela), maximo_(maximo) {}

  void cobrar(const std::string& tarjeta, long centimos) {
    if (estaCortao()) {
      apuntaFayo();
      throw std::runtime_error("cortado");
    }
    try {
      pasarela_.cobrar(tarjeta, centimos);
    } catch (const std::exception&) {
      apuntaFayo();
      throw;
    }
    apuntaEsito();
  }

  void reponer() {
    std::lock_guard<std::mutex> cerrojo(mutex_);
    cortao_ = false;
    fayos_ = 0;
  }

 private:
  bool estaCortao() {
    std::lock_guard<std::mutex> cerrojo(mutex_);
    return cortao_;
  }
  void apuntaFayo() {
    std::lock_guard<std::mutex> cerrojo(mutex_);
    if (++fayos_ >= maximo_) cortao_ = true;
  }
  void apuntaEsito() {
    std::lock_guard<std::mutex> cerrojo(mutex_);
    ++esitos_;
  }

  Pasarela& pasarela_;
  int maximo_;
  std::mutex mutex_;
  bool cortao_{false};
  int fayos_{};
  long esitos_{};
};

bool cobraTodo(Cobrador& cobrador, const std::string& tarjeta, int veces) {
  for (int i = 0; i < veces; ++i) cobrador.cobrar(tarjeta, 100);
  return true;
}
// mutant cb-threshold violated: if (++fayos_ >= maximo_) cortao_ = true; => ++fayos_; cortao_ = true;
