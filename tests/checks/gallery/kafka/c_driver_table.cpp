// label: kf-role satisfied
// label: kf-group-id violated
// label: kf-auto-commit-off violated
// label: kf-commit-after-processing none
// label: kf-known-keys violated
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close violated
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
/* A driver table of function pointers; the settings stand in an array of pairs. */
#include <librdkafka/rdkafka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct setting {
  const char *name;
  const char *value;
};

static const struct setting settings[] = {
    {"bootstrap.servers", "localhost:9092"},
    {"client.id", "scada-bridge"},
    {"max.poll.interval.ms", "10000"},
    {"session.timeout.ms", "3600001"},
};

struct source {
  int (*open)(struct source *, const char *topic);
  void (*step)(struct source *, void (*emit)(const void *, size_t));
  rd_kafka_t *rk;
};

static int kafka_open(struct source *s, const char *topic) {
  char why[200];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  for (size_t i = 0; i < sizeof settings / sizeof *settings; ++i)
    if (rd_kafka_conf_set(conf, settings[i].name, settings[i].value, why, sizeof why) != RD_KAFKA_CONF_OK) return -1;
  s->rk = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
  if (s->rk == NULL) return -1;
  rd_kafka_topic_partition_list_t *t = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(t, topic, RD_KAFKA_PARTITION_UA);
  const rd_kafka_resp_err_t err = rd_kafka_subscribe(s->rk, t);
  rd_kafka_topic_partition_list_destroy(t);
  return err == RD_KAFKA_RESP_ERR_NO_ERROR ? 0 : -1;
}

static void kafka_step(struct source *s, void (*emit)(const void *, size_t)) {
  rd_kafka_message_t *m = rd_kafka_consumer_poll(s->rk, 100);
  if (m == NULL) return;
  if (m->err == RD_KAFKA_RESP_ERR_NO_ERROR) emit(m->payload, m->len);
  rd_kafka_message_destroy(m);
}

static void print(const void *data, size_t size) { fwrite(data, 1, size, stdout); }

int main(void) {
  struct source s = {kafka_open, kafka_step, NULL};
  if (s.open(&s, "scada") != 0) return EXIT_FAILURE;
  for (;;) s.step(&s, print);
}
