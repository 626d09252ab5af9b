// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-key-set violated
// label: kf-delivery-report violated
// label: kf-flush-close violated
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full violated
/* Fire and forget: nothing is checked, nothing has a key, nobody waits for the queue. */
#include <librdkafka/rdkafka.h>

#include <stdio.h>
#include <string.h>

static rd_kafka_t *g_rk;
static rd_kafka_topic_t *g_topic;

void sink_init(const char *brokers, const char *topic) {
  char err[256];
  rd_kafka_conf_t *c = rd_kafka_conf_new();
  rd_kafka_conf_set(c, "metadata.broker.list", brokers, NULL, 0);
  rd_kafka_conf_set(c, "compression.codec", "lz4", NULL, 0);
  g_rk = rd_kafka_new(RD_KAFKA_PRODUCER, c, err, sizeof(err));
  g_topic = rd_kafka_topic_new(g_rk, topic, NULL);
}

void sink_put(const char *line) {
  rd_kafka_produce(g_topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)line, strlen(line), NULL, 0, NULL);
  rd_kafka_poll(g_rk, 0);
}

void sink_done(void) {
  rd_kafka_topic_destroy(g_topic);
  rd_kafka_destroy(g_rk);
}

int main(int argc, char **argv) {
  char line[1024];
  if (argc < 3) return 1;
  sink_init(argv[1], argv[2]);
  while (fgets(line, sizeof(line), stdin)) sink_put(line);
  sink_done();
  return 0;
}

// mutant kf-known-keys violated: "compression.codec", "lz4" => "compression.codec", "lzma"
// mutant kf-known-keys violated: "compression.codec", "lz4" => "fetch.min.bytes", "1"
