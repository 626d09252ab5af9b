// label: kf-role satisfied
// label: kf-group-id none
// label: kf-auto-commit-off none
// label: kf-commit-after-processing none
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-key-set satisfied
// label: kf-delivery-report satisfied
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request satisfied
// label: kf-queue-full satisfied
/* producev with a full queue handled the way the manual shows. */
#include <librdkafka/rdkafka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void on_report(rd_kafka_t *, const rd_kafka_message_t *message, void *) {
  if (message->err) {
    fprintf(stderr, "delivery failed: %s\n", rd_kafka_err2str(message->err));
    failures++;
  }
}

static rd_kafka_t *make(const char *brokers) {
  char errstr[512];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  if (rd_kafka_conf_set(conf, "bootstrap.servers", brokers, errstr, sizeof(errstr)) != RD_KAFKA_CONF_OK) {
    fputs(errstr, stderr);
    rd_kafka_conf_destroy(conf);
    return NULL;
  }
  rd_kafka_conf_set_dr_msg_cb(conf, on_report);
  rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, errstr, sizeof(errstr));
  if (!rk) fputs(errstr, stderr);
  return rk;
}

static int send_line(rd_kafka_t *rk, const char *key, char *line, size_t len) {
  rd_kafka_resp_err_t err;
retry:
  err = rd_kafka_producev(rk, RD_KAFKA_V_TOPIC("lines"), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                          RD_KAFKA_V_KEY(key, strlen(key)), RD_KAFKA_V_VALUE(line, len), RD_KAFKA_V_OPAQUE(NULL),
                          RD_KAFKA_V_END);
  if (err == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
    rd_kafka_poll(rk, 1000);
    goto retry;
  }
  rd_kafka_poll(rk, 0);
  return err == RD_KAFKA_RESP_ERR_NO_ERROR;
}

int main(int argc, char **argv) {
  char buf[512];
  if (argc != 2) return 2;
  rd_kafka_t *rk = make(argv[1]);
  if (!rk) return 1;
  while (fgets(buf, sizeof(buf), stdin)) {
    char *key = strtok(buf, " ");
    char *rest = strtok(NULL, "\n");
    if (key && rest && !send_line(rk, key, rest, strlen(rest))) failures++;
  }
  rd_kafka_flush(rk, 10 * 1000);
  if (rd_kafka_outq_len(rk) > 0) fprintf(stderr, "%d message(s) were not delivered\n", rd_kafka_outq_len(rk));
  rd_kafka_destroy(rk);
  return failures != 0;
}

// mutant kf-delivery-report violated: rd_kafka_conf_set_dr_msg_cb(conf, on_report); => 
// mutant kf-flush-close violated: rd_kafka_flush(rk, 10 * 1000); => 
// mutant kf-delivery-report violated: if (message->err) { => if (message->len > 4096) {
// mutant kf-key-set violated: RD_KAFKA_V_KEY(key, strlen(key)),  => 
