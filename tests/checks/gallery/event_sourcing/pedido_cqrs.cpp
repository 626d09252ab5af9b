// Identificadores en español; lado de escritura y lado de lectura con su proyección.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct PedidoCreado { int numero; std::string cliente; };
struct LineaAnadida { int numero; std::string articulo; int cantidad; };
struct PedidoEnviado { int numero; };
using Evento = std::variant<PedidoCreado, LineaAnadida, PedidoEnviado>;

class Almacen {
 public:
  using Oyente = std::function<void(const Evento&)>;

  void anadir(int numero, std::size_t esperada, const Evento& evento) {
    {
      std::lock_guard<std::mutex> cerrojo(m_);
      auto& corriente = corrientes_[numero];
      if (corriente.size() != esperada) throw std::runtime_error("conflicto de version");
      corriente.push_back(evento);
    }
    for (const auto& oyente : oyentes_) oyente(evento);
  }

  std::vector<Evento> leer(int numero) const {
    std::lock_guard<std::mutex> cerrojo(m_);
    const auto i = corrientes_.find(numero);
    return i == corrientes_.end() ? std::vector<Evento>{} : i->second;
  }

  void suscribir(Oyente oyente) { oyentes_.push_back(std::move(oyente)); }

 private:
  mutable std::mutex m_;
  std::map<int, std::vector<Evento>> corrientes_;
  std::vector<Oyente> oyentes_;
};

class Pedido {
 public:
  explicit Pedido(const std::vector<Evento>& historia) {
    for (const auto& evento : historia) aplicar(evento);
  }
  std::size_t version() const { return version_; }

  LineaAnadida anadir_linea(int numero, const std::string& articulo, int cantidad) const {
    if (enviado_) throw std::logic_error("ya enviado");
    return {numero, articulo, cantidad};
  }

  PedidoEnviado enviar(int numero) const {
    if (lineas_ == 0) throw std::logic_error("vacio");
    return {numero};
  }

 private:
  void aplicar(const Evento& evento) {
    std::visit([this](const auto& e) { cambiar(e); }, evento);
    ++version_;
  }
  void cambiar(const PedidoCreado&) { creado_ = true; }
  void cambiar(const LineaAnadida&) { ++lineas_; }
  void cambiar(const PedidoEnviado&) { enviado_ = true; }

  std::size_t version_ = 0;
  bool creado_ = false, enviado_ = false;
  int lineas_ = 0;
};

struct Resumen { std::string cliente; int articulos = 0; bool enviado = false; };

class Vista {
 public:
  void proyectar(const Evento& evento) {
    if (const auto* c = std::get_if<PedidoCreado>(&evento)) resumenes_[c->numero].cliente = c->cliente;
    if (const auto* l = std::get_if<LineaAnadida>(&evento)) resumenes_[l->numero].articulos += l->cantidad;
    if (const auto* v = std::get_if<PedidoEnviado>(&evento)) resumenes_[v->numero].enviado = true;
  }
  std::optional<Resumen> buscar(int numero) const {
    const auto i = resumenes_.find(numero);
    if (i == resumenes_.end()) return std::nullopt;
    return i->second;
  }

 private:
  std::map<int, Resumen> resumenes_;
};

class Servicio {
 public:
  explicit Servicio(Almacen& almacen) : almacen_(almacen) {}
  void crear(int numero, const std::string& cliente) { almacen_.anadir(numero, 0, PedidoCreado{numero, cliente}); }
  void anadir(int numero, const std::string& articulo, int cantidad) {
    const Pedido pedido(almacen_.leer(numero));
    almacen_.anadir(numero, pedido.version(), pedido.anadir_linea(numero, articulo, cantidad));
  }
  void enviar(int numero) {
    const Pedido pedido(almacen_.leer(numero));
    almacen_.anadir(numero, pedido.version(), pedido.enviar(numero));
  }

 private:
  Almacen& almacen_;
};

int main() {
  Almacen almacen;
  Vista vista;
  almacen.suscribir([&](const Evento& e) { vista.proyectar(e); });
  Servicio servicio(almacen);
  servicio.crear(1, "Lucia");
  servicio.anadir(1, "pan", 2);
  servicio.enviar(1);
  return vista.buscar(1)->articulos;
}
// mutant es-expected-version violated: if (corriente.size() != esperada) throw std::runtime_error("conflicto de version"); =>
// mutant es-append-only violated: corriente.push_back(evento); => corriente = {evento};
