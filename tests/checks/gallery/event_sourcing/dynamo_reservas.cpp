// Reservas de mesas: the event and the head of its stream are written in one transaction. A table's
// interface is handed in, so that tests put something else behind it. Applying an event prints.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure violated
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using Fila = std::map<std::string, std::string>;

struct Put {
  std::string table_name;
  Fila item;
  std::optional<std::string> condition_expression;
};

struct Update {
  std::string table_name;
  Fila key;
  std::string update_expression;
  std::optional<std::string> condition_expression;
  Fila expression_attribute_values;
};

struct Delete {
  std::string table_name;
  Fila key;
  std::optional<std::string> condition_expression;
};

struct TransactItem {
  std::optional<Put> put;
  std::optional<Update> update;
  std::optional<Delete> del;
};

struct TransactWriteItemsRequest {
  std::vector<TransactItem> transact_items;
};

struct QueryRequest {
  std::string table_name;
  std::string key_condition_expression;
  Fila expression_attribute_values;
};

struct Dynamo {
  virtual ~Dynamo() = default;
  virtual bool transact_write_items(const TransactWriteItemsRequest& request) = 0;
  virtual std::vector<Fila> query(const QueryRequest& request) = 0;
};

enum class Tipo { reservada, liberada, cerrada };

struct Suceso {
  Tipo tipo;
  int mesa;
};

struct Sala {
  std::set<int> ocupadas;
  bool cerrada = false;
  int version = 0;
};

void aplicar(Sala& sala, const Suceso& suceso) {
  switch (suceso.tipo) {
    case Tipo::reservada:
      sala.ocupadas.insert(suceso.mesa);
      std::cout << "mesa " << suceso.mesa << " ocupada\n";
      break;
    case Tipo::liberada:
      sala.ocupadas.erase(suceso.mesa);
      break;
    case Tipo::cerrada:
      sala.cerrada = true;
      break;
    default:
      throw std::runtime_error("suceso desconocido");
  }
  ++sala.version;
}

class Archivo {
 public:
  Archivo(Dynamo& dynamo, std::string tabla) : dynamo_(dynamo), tabla_(std::move(tabla)) {}

  Sala leer(const std::string& sala) {
    Sala estado;
    for (const auto& fila : dynamo_.query({tabla_, "sala = :s AND numero > :cero", {{":s", sala}, {":cero", "0"}}}))
      aplicar(estado, Suceso{static_cast<Tipo>(std::stoi(fila.at("tipo"))), std::stoi(fila.at("mesa"))});
    return estado;
  }

  bool anotar(const std::string& sala, int esperada, const Suceso& suceso) {
    TransactItem evento;
    evento.put = Put{tabla_,
                     {{"sala", sala},
                      {"numero", std::to_string(esperada + 1)},
                      {"tipo", std::to_string(static_cast<int>(suceso.tipo))},
                      {"mesa", std::to_string(suceso.mesa)}},
                     "attribute_not_exists(numero)"};
    TransactItem cabeza;
    cabeza.update = Update{"cabezas", {{"sala", sala}}, "SET ultima = :n", "ultima = :e",
                           {{":n", std::to_string(esperada + 1)}, {":e", std::to_string(esperada)}}};
    return dynamo_.transact_write_items({{evento, cabeza}});
  }

 private:
  Dynamo& dynamo_;
  std::string tabla_;
};

void reservar(Archivo& archivo, const std::string& nombre, int mesa) {
  const Sala sala = archivo.leer(nombre);
  if (sala.cerrada || sala.ocupadas.count(mesa) != 0) throw std::logic_error("no se puede");
  if (!archivo.anotar(nombre, sala.version, {Tipo::reservada, mesa})) throw std::runtime_error("otra vez");
}

void liberar(Archivo& archivo, const std::string& nombre, int mesa) {
  const Sala sala = archivo.leer(nombre);
  if (sala.ocupadas.count(mesa) == 0) throw std::logic_error("no estaba reservada");
  if (!archivo.anotar(nombre, sala.version, {Tipo::liberada, mesa})) throw std::runtime_error("otra vez");
}
// mutant es-append-only violated: TransactItem cabeza; => TransactItem cabeza; cabeza.del = Delete{tabla_, {{"sala", sala}, {"numero", std::to_string(esperada)}}, std::nullopt};
// mutant es-unknown-events violated: throw std::runtime_error("suceso desconocido"); => break;
// mutant es-decide-apart violated: sala.cerrada = true; => if (!sala.ocupadas.empty()) throw std::logic_error("ocupada"); sala.cerrada = true;
