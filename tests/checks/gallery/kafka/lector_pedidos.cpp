// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close violated
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked violated
// Confirma antes de procesar, reintenta sin límite y duerme dentro del bucle.
#include <librdkafka/rdkafkacpp.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

class Almacen {
 public:
  bool guardar(const std::string& pedido) {
    std::ofstream salida("pedidos.txt", std::ios::app);
    return static_cast<bool>(salida << pedido << '\n');
  }
};

class LectorPedidos {
 public:
  LectorPedidos() {
    std::string error;
    auto* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
    conf->set("metadata.broker.list", "kafka:9092", error);
    conf->set("group.id", "pedidos", error);
    conf->set("enable.auto.commit", "false", error);
    lector = RdKafka::KafkaConsumer::create(conf, error);
    delete conf;
    if (lector) lector->subscribe(std::vector<std::string>(1, "pedidos"));
  }

  void bucle() {
    if (!lector) return;
    while (true) {
      RdKafka::Message* mensaje = lector->consume(1000);
      if (mensaje->err() == RdKafka::ERR_NO_ERROR) {
        lector->commitSync(mensaje);
        std::string pedido((char*)mensaje->payload(), mensaje->len());
        while (!almacen.guardar(pedido)) std::this_thread::sleep_for(std::chrono::seconds(5));
      }
      delete mensaje;
    }
  }

 private:
  Almacen almacen;
  RdKafka::KafkaConsumer* lector = nullptr;
};

int main() { LectorPedidos().bucle(); }

// mutant kf-auto-commit-off violated: conf->set("enable.auto.commit", "false", error); => 
// mutant kf-group-id violated: conf->set("group.id", "pedidos", error); => conf->set("group.id", "", error);
