// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing violated
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
/* A consumer of the C client: the offset is stored before the entry is written. */
#include <librdkafka/rdkafka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t run = 1;
static void stop(int) { run = 0; }

static int write_entry(FILE *ledger, const char *text, size_t length) {
  return fwrite(text, 1, length, ledger) == length ? 0 : -1;
}

int main(int argc, char **argv) {
  char why[512];
  const char *brokers = argc > 1 ? argv[1] : "localhost:9092";
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  if (rd_kafka_conf_set(conf, "bootstrap.servers", brokers, why, sizeof why) != RD_KAFKA_CONF_OK ||
      rd_kafka_conf_set(conf, "group.id", "ledger", why, sizeof why) != RD_KAFKA_CONF_OK ||
      rd_kafka_conf_set(conf, "enable.auto.commit", "false", why, sizeof why) != RD_KAFKA_CONF_OK) {
    fprintf(stderr, "%s\n", why);
    rd_kafka_conf_destroy(conf);
    return 1;
  }
  rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
  if (!rk) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  rd_kafka_poll_set_consumer(rk);
  rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, "entries", RD_KAFKA_PARTITION_UA);
  if (rd_kafka_subscribe(rk, topics) != RD_KAFKA_RESP_ERR_NO_ERROR) return 1;
  rd_kafka_topic_partition_list_destroy(topics);
  signal(SIGINT, stop);
  FILE *ledger = fopen("ledger.txt", "ab");
  if (!ledger) return 1;
  while (run) {
    rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, 200);
    if (!m) continue;
    if (m->err) {
      fprintf(stderr, "%s\n", rd_kafka_message_errstr(m));
    } else {
      rd_kafka_commit_message(rk, m, 0);
      if (write_entry(ledger, (const char *)m->payload, m->len) != 0) perror("ledger");
    }
    rd_kafka_message_destroy(m);
  }
  fclose(ledger);
  rd_kafka_consumer_close(rk);
  rd_kafka_destroy(rk);
  return 0;
}

// mutant kf-group-id violated: "group.id", "ledger" => "group.id", ""
// mutant kf-auto-commit-off violated: "enable.auto.commit", "false" => "enable.auto.commit", "true"
