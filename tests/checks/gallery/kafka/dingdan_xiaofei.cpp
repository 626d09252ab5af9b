// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off violated
// label: kf-commit-after-processing satisfied
// label: kf-conf-checked violated
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// 订单消费者：自动提交和手动提交同时打开。
#include <librdkafka/rdkafkacpp.h>

#include <iostream>
#include <string>
#include <vector>

class 订单处理 {
 public:
  void 处理(const RdKafka::Message& 消息) {
    总数_ += 1;
    字节_ += 消息.len();
  }
  long 总数() const { return 总数_; }

 private:
  long 总数_ = 0;
  long 字节_ = 0;
};

int main() {
  std::string 错误;
  RdKafka::Conf* 配置 = RdKafka::Conf::create(RdKafka::Conf::CONF_GLOBAL);
  配置->set("bootstrap.servers", "127.0.0.1:9092", 错误);
  配置->set("group.id", "dingdan", 错误);
  配置->set("enable.auto.commit", "true", 错误);
  配置->set("auto.commit.interval.ms", "1000", 错误);
  RdKafka::KafkaConsumer* 消费者 = RdKafka::KafkaConsumer::create(配置, 错误);
  if (!消费者) {
    std::cerr << 错误 << std::endl;
    return 1;
  }
  delete 配置;
  消费者->subscribe(std::vector<std::string>{"dingdan"});
  订单处理 处理器;
  while (处理器.总数() < 10000) {
    RdKafka::Message* 消息 = 消费者->consume(1000);
    if (消息->err() == RdKafka::ERR_NO_ERROR) {
      处理器.处理(*消息);
      消费者->commitAsync(消息);
    }
    delete 消息;
  }
  消费者->close();
  delete 消费者;
}

// mutant kf-known-keys violated: "auto.commit.interval.ms", "1000" => "auto.commit.interval", "1000"
// mutant kf-commit-after-processing violated: if (消息->err() == RdKafka::ERR_NO_ERROR) { => 消费者->commitSync(消息); if (消息->err() == RdKafka::ERR_NO_ERROR) {
