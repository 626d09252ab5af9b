// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <variant>

struct Cerrado { int fallos = 0; };
struct Abierto { std::chrono::steady_clock::time_point desde; };
struct Medio {};

class Disyuntor {
  std::variant<Cerrado, Abierto, Medio> estado;
  Broker& corredor;
  Clocks& reloj;

 public:
  Disyuntor(Broker& c, Clocks& r) : corredor(c), reloj(r) {}
  bool enviar(const Letter& carta) {
    if (auto* abierto = std::get_if<Abierto>(&estado)) {
      if (reloj.steady() - abierto->desde < std::chrono::seconds(4)) return false;
      estado = Medio{};
    }
    auto respuesta = corredor.send(carta);
    if (respuesta.status == Status::ok) {
      estado = Cerrado{};
      return true;
    }
    if (auto* cerrado = std::get_if<Cerrado>(&estado)) {
      if (++cerrado->fallos >= 3) estado = Abierto{reloj.steady()};
    } else {
      estado = Abierto{reloj.steady()};
    }
    return false;
  }
};
