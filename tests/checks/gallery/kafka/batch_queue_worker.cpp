// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off violated
// label: kf-commit-after-processing none
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked violated
/* Batches from the consumer queue; the offsets are left to the client, the loop naps. */
#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

struct Worker {
  rd_kafka_t* rk = nullptr;
  rd_kafka_queue_t* queue = nullptr;
  long seen = 0;
};

static bool put(rd_kafka_conf_t* conf, const char* name, const char* value) {
  char why[128];
  if (rd_kafka_conf_set(conf, name, value, why, sizeof why) == RD_KAFKA_CONF_OK) return true;
  std::fprintf(stderr, "%s=%s: %s\n", name, value, why);
  return false;
}

static bool open_worker(Worker& w) {
  char why[128];
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  if (!put(conf, "bootstrap.servers", "localhost") || !put(conf, "group.id", "batch") ||
      !put(conf, "enable.auto.commit", "true") || !put(conf, "fetch.wait.max.ms", "50"))
    return false;
  w.rk = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
  if (w.rk == nullptr) return false;
  rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(2);
  rd_kafka_topic_partition_list_add(list, "a", -1);
  rd_kafka_topic_partition_list_add(list, "b", -1);
  const auto code = rd_kafka_subscribe(w.rk, list);
  rd_kafka_topic_partition_list_destroy(list);
  w.queue = rd_kafka_queue_get_consumer(w.rk);
  return code == RD_KAFKA_RESP_ERR_NO_ERROR;
}

static void close_worker(Worker& w) {
  rd_kafka_queue_destroy(w.queue);
  rd_kafka_consumer_close(w.rk);
  rd_kafka_destroy(w.rk);
}

int main() {
  Worker w;
  if (!open_worker(w)) return EXIT_FAILURE;
  std::vector<rd_kafka_message_t*> batch(100);
  while (w.seen < 10'000) {
    const auto n = rd_kafka_consume_batch_queue(w.queue, 200, batch.data(), batch.size());
    for (ssize_t i = 0; i < n; ++i) {
      if (batch[i]->err == RD_KAFKA_RESP_ERR_NO_ERROR) w.seen += static_cast<long>(batch[i]->len);
      rd_kafka_message_destroy(batch[i]);
    }
    std::this_thread::sleep_for(std::chrono::seconds(2));
  }
  close_worker(w);
}

// mutant kf-known-keys violated: "fetch.wait.max.ms" => "fetch.max.wait.ms"
// mutant kf-group-id violated: !put(conf, "group.id", "batch") || => 
