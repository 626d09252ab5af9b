// A request that comes again gets the answer that was stored for its key.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction violated
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <map>
#include <mutex>
#include <string>

struct Peticion {
  std::string clave;
  std::string tarjeta;
  long centimos = 0;
};
struct Respuesta {
  int codigo = 0;
  std::string texto;
};

class Banco {
 public:
  virtual ~Banco() = default;
  virtual Respuesta cobrar(const std::string& tarjeta, long centimos) = 0;
};

class Caja {
 public:
  explicit Caja(Banco& banco) : banco_(banco) {}

  Respuesta atender(const Peticion& p) {
    std::unique_lock<std::mutex> cerrojo(m_);
    auto it = respuestas_.find(p.clave);
    if (it != respuestas_.end()) {
      return it->second;
    }
    Respuesta r = banco_.cobrar(p.tarjeta, p.centimos);
    if (r.codigo < 500) {
      respuestas_.emplace(p.clave, r);
    }
    return r;
  }

 private:
  Banco& banco_;
  std::mutex m_;
  std::map<std::string, Respuesta> respuestas_;
};
// mutant id-atomic violated: Respuesta r = banco_.cobrar(p.tarjeta, p.centimos); => cerrojo.unlock(); Respuesta r = banco_.cobrar(p.tarjeta, p.centimos); cerrojo.lock();
