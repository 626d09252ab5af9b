// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing satisfied
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full satisfied
// label: kf-poll-not-blocked satisfied
// cppkafka's helpers: the dispatcher polls, the buffered producer retries and waits.
#include <cppkafka/cppkafka.h>
#include <cppkafka/utils/buffered_producer.h>
#include <cppkafka/utils/consumer_dispatcher.h>

#include <iostream>
#include <string>

using namespace cppkafka;

static std::string shout(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

int main(int argc, char** argv) {
  const std::string brokers = argc > 1 ? argv[1] : "localhost:9092";
  Configuration in{{"metadata.broker.list", brokers}, {"group.id", "shout"}, {"enable.auto.commit", "false"}};
  Configuration out{{"metadata.broker.list", brokers}, {"enable.idempotence", true}, {"acks", "all"}};
  Consumer consumer(in);
  BufferedProducer<std::string> producer(out);
  producer.set_produce_failure_callback([](const Message& message) {
    std::cerr << message.get_error() << '\n';
    return true;
  });
  consumer.subscribe({"whisper"});
  ConsumerDispatcher dispatcher(consumer);
  dispatcher.run(
      [&](Message message) {
        const std::string loud = shout(message.get_payload());
        MessageBuilder builder("shout");
        builder.key(message.get_key()).payload(loud);
        producer.sync_produce(builder);
        consumer.commit(message);
      },
      [](Error error) { std::cerr << error << '\n'; });
  producer.flush();
}

// mutant kf-auto-commit-off violated: {"enable.auto.commit", "false"} => {"enable.auto.commit", "true"}
// mutant kf-acks-idempotence violated: {"acks", "all"} => {"acks", "1"}
// mutant kf-key-set violated: builder.key(message.get_key()).payload(loud); => builder.payload(loud);
