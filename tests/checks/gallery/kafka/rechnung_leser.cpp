// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off violated
// label: kf-commit-after-processing none
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// Liest Rechnungen; die Offsets schreibt der Client von selbst fest.
#include <librdkafka/rdkafkacpp.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {
bool laeuft = true;
void beenden(int) { laeuft = false; }
double summe = 0;
}  // namespace

struct RechnungsLeser {
  RdKafka::KafkaConsumer* verbraucher = nullptr;

  bool oeffne(std::string server, std::string gruppe) {
    std::string fehler;
    RdKafka::Conf* einst = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
    einst->set("bootstrap.servers", server, fehler);
    einst->set("group.id", gruppe, fehler);
    einst->set("auto.offset.reset", "latest", fehler);
    verbraucher = RdKafka::KafkaConsumer::create(einst, fehler);
    delete einst;
    if (!verbraucher) {
      std::cerr << "Fehler: " << fehler << std::endl;
      return false;
    }
    std::vector<std::string> themen{"rechnungen"};
    return verbraucher->subscribe(themen) == RdKafka::ERR_NO_ERROR;
  }

  void lies() {
    while (laeuft) {
      RdKafka::Message* nachricht = verbraucher->consume(1000);
      switch (nachricht->err()) {
        case RdKafka::ERR_NO_ERROR:
          summe += std::stod(std::string(static_cast<char*>(nachricht->payload()), nachricht->len()));
          break;
        case RdKafka::ERR__TIMED_OUT:
        case RdKafka::ERR__PARTITION_EOF: break;
        default: std::cerr << nachricht->errstr() << std::endl; laeuft = false;
      }
      delete nachricht;
    }
    verbraucher->close();
    delete verbraucher;
  }
};

int main(int argc, char** argv) {
  std::signal(SIGINT, beenden);
  RechnungsLeser leser;
  if (argc < 3 || !leser.oeffne(argv[1], argv[2])) return 1;
  leser.lies();
  std::cout << summe << '\n';
}

// mutant kf-known-keys violated: "auto.offset.reset", "latest" => "auto.offset.reset", "newest"
// mutant kf-group-id violated: einst->set("group.id", gruppe, fehler); => 
