// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-key-set violated
// label: kf-delivery-report violated
// label: kf-no-producer-per-request violated
// label: kf-queue-full violated
// Every request makes a client of its own and throws it away.
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <string>

struct HttpRequest {
  std::string path;
  std::string body;
};

class TrackingEndpoint {
 public:
  explicit TrackingEndpoint(std::string brokers) : brokers_(std::move(brokers)) {}

  int handle(const HttpRequest& request) {
    std::string err;
    RdKafka::Conf* conf = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
    conf->set("bootstrap.servers", brokers_, err);
    RdKafka::Producer* producer = RdKafka::Producer::create(conf, err);
    if (!producer) return 503;
    std::string body = request.path + "\n" + request.body;
    producer->produce("clicks", 0, RdKafka::Producer::RK_MSG_COPY, const_cast<char*>(body.data()), body.size(), nullptr,
                      0, 0, nullptr);
    producer->flush(1000);
    delete producer;
    delete conf;
    return 204;
  }

 private:
  std::string brokers_;
};

int main() {
  TrackingEndpoint endpoint("localhost:9092");
  for (HttpRequest request; std::getline(std::cin, request.path);) std::cout << endpoint.handle(request) << '\n';
}

// mutant kf-flush-close violated: producer->flush(1000); => 
// mutant kf-acks-idempotence violated: conf->set("bootstrap.servers", brokers_, err); => conf->set("bootstrap.servers", brokers_, err); conf->set("enable.idempotence", "true", err); conf->set("acks", "0", err);
