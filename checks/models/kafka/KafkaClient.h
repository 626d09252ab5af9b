// The API of modern-cpp-kafka as far as checks read it: declarations only. Its single headers
// all lead here.
#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

namespace kafka {

template <class T>
using Optional = std::optional<T>;

class ConstBuffer {
 public:
  explicit ConstBuffer(const void* data = nullptr, std::size_t size = 0);
  const void* data() const;
  std::size_t size() const;
  std::string toString() const;
};

using Topic = std::string;
using Partition = std::int32_t;
using Offset = std::int64_t;
using Key = ConstBuffer;
using KeySize = std::size_t;
using Value = ConstBuffer;
using ValueSize = std::size_t;
using Topics = std::set<Topic>;
using TopicPartition = std::pair<Topic, Partition>;
using TopicPartitions = std::set<TopicPartition>;
using TopicPartitionOffset = std::tuple<Topic, Partition, Offset>;
using TopicPartitionOffsets = std::map<TopicPartition, Offset>;
const inline Key NullKey = Key{};
const inline Value NullValue = Value{};
const inline std::chrono::milliseconds InfiniteTimeout = (std::chrono::milliseconds::max)();
std::string toString(const Topics& topics);
std::string toString(const TopicPartition& partition);
std::string toString(const TopicPartitions& partitions);

class Error {
 public:
  explicit Error(rd_kafka_error_t* error = nullptr);
  explicit Error(rd_kafka_resp_err_t error);
  Error(rd_kafka_resp_err_t error, std::string message, bool fatal = false);
  explicit operator bool() const;
  explicit operator std::error_code() const;
  int value() const;
  std::string message() const;
  std::string toString() const;
  bool isFatal() const;
  Optional<bool> isRetriable() const;
};

class KafkaException : public std::exception {
 public:
  KafkaException(const char* filename, std::size_t line, const Error& error);
  const Error& error() const;
  const char* what() const noexcept override;
};

struct Header {
  using Key = std::string;
  using Value = ConstBuffer;
  Header() = default;
  Header(Key key, Value value);
  std::string toString() const;
  Key key;
  Value value;
};
using Headers = std::vector<Header>;

struct Timestamp {
  using Value = std::int64_t;
  enum class Type { NotAvailable, CreateTime, LogAppendTime };
  std::string toString() const;
  Value msSinceEpoch;
  Type type;
};

namespace clients {
using LogCallback = std::function<void(int, const char*, int, const char* msg)>;
using ErrorCallback = std::function<void(const Error&)>;
using StatsCallback = std::function<void(const std::string&)>;
class Interceptors {};
}  // namespace clients

class Properties {
 public:
  struct ValueType {
    ValueType() = default;
    ValueType(const std::string& value);
    ValueType(const clients::LogCallback& callback);
    ValueType(const clients::ErrorCallback& callback);
    ValueType(const clients::StatsCallback& callback);
  };
  using PropertiesMap = std::map<std::string, ValueType>;
  Properties() = default;
  Properties(const Properties&) = default;
  Properties(PropertiesMap values);
  virtual ~Properties() = default;
  bool operator==(const Properties& other) const;
  template <class T>
  Properties& put(const std::string& key, const T& value);
  void remove(const std::string& key);
  bool contains(const std::string& key) const;
  Optional<std::string> getProperty(const std::string& key) const;
  void eraseProperty(const std::string& key);
  std::string toString() const;
  const PropertiesMap& map() const;
};

namespace clients {

class Config : public Properties {
 public:
  Config() = default;
  Config(const Config&) = default;
  explicit Config(const PropertiesMap& values);
  static const constexpr char* ENABLE_MANUAL_EVENTS_POLL = "enable.manual.events.poll";
  static const constexpr char* LOG_CB = "log_cb";
  static const constexpr char* ERROR_CB = "error_cb";
  static const constexpr char* STATS_CB = "stats_cb";
  static const constexpr char* BOOTSTRAP_SERVERS = "bootstrap.servers";
  static const constexpr char* CLIENT_ID = "client.id";
  static const constexpr char* LOG_LEVEL = "log_level";
  static const constexpr char* SOCKET_TIMEOUT_MS = "socket.timeout.ms";
  static const constexpr char* SECURITY_PROTOCOL = "security.protocol";
  static const constexpr char* SASL_MECHANISM = "sasl.mechanisms";
  static const constexpr char* SASL_USERNAME = "sasl.username";
  static const constexpr char* SASL_PASSWORD = "sasl.password";
};

class KafkaClient {
 public:
  virtual ~KafkaClient() = default;
  const std::string& clientId() const;
  const std::string& name() const;
  void setLogLevel(int level);
  const Properties& properties() const;
  Optional<std::string> getProperty(const std::string& name) const;
  void pollEvents(std::chrono::milliseconds timeout);
  void setLogCallback(LogCallback callback);
  void setErrorCallback(ErrorCallback callback);
};

namespace consumer {

enum class RebalanceEventType { PartitionsAssigned, PartitionsRevoked };
using RebalanceCallback = std::function<void(RebalanceEventType eventType, const TopicPartitions& topicPartitions)>;
using OffsetCommitCallback = std::function<void(const TopicPartitionOffsets& topicPartitionOffsets, const Error& error)>;
const inline RebalanceCallback NullRebalanceCallback = RebalanceCallback{};
const inline OffsetCommitCallback NullOffsetCommitCallback = OffsetCommitCallback{};
class ConsumerGroupMetadata {};

class ConsumerConfig : public Config {
 public:
  ConsumerConfig() = default;
  ConsumerConfig(const ConsumerConfig&) = default;
  explicit ConsumerConfig(const PropertiesMap& values);
  static const constexpr char* GROUP_ID = "group.id";
  static const constexpr char* ENABLE_AUTO_COMMIT = "enable.auto.commit";
  static const constexpr char* AUTO_OFFSET_RESET = "auto.offset.reset";
  static const constexpr char* ENABLE_PARTITION_EOF = "enable.partition.eof";
  static const constexpr char* MAX_POLL_RECORDS = "max.poll.records";
  static const constexpr char* QUEUED_MIN_MESSAGES = "queued.min.messages";
  static const constexpr char* SESSION_TIMEOUT_MS = "session.timeout.ms";
  static const constexpr char* ISOLATION_LEVEL = "isolation.level";
  static const constexpr char* PARTITION_ASSIGNMENT_STRATEGY = "partition.assignment.strategy";
};
using Config = ConsumerConfig;

class ConsumerRecord {
 public:
  explicit ConsumerRecord(rd_kafka_message_t* message);
  Topic topic() const;
  Partition partition() const;
  Offset offset() const;
  Key key() const;
  Value value() const;
  Timestamp timestamp() const;
  Headers headers() const;
  Error error() const;
  std::string toString() const;
};

class KafkaConsumer : public KafkaClient {
 public:
  explicit KafkaConsumer(const Properties& properties);
  ~KafkaConsumer() override;
  void close();
  std::string getGroupId() const;
  void setGroupId(const std::string& id);
  void subscribe(const Topics& topics, RebalanceCallback callback = NullRebalanceCallback,
                 std::chrono::milliseconds timeout = std::chrono::milliseconds(30000));
  Topics subscription() const;
  void unsubscribe(std::chrono::milliseconds timeout = std::chrono::milliseconds(10000));
  void assign(const TopicPartitions& topicPartitions);
  TopicPartitions assignment() const;
  void seek(const TopicPartition& topicPartition, Offset offset, std::chrono::milliseconds timeout = std::chrono::milliseconds(10000));
  void seekToBeginning(std::chrono::milliseconds timeout = std::chrono::milliseconds(10000));
  void seekToEnd(std::chrono::milliseconds timeout = std::chrono::milliseconds(10000));
  Offset position(const TopicPartition& topicPartition) const;
  void commitSync();
  void commitSync(const ConsumerRecord& record);
  void commitSync(const TopicPartitionOffsets& topicPartitionOffsets);
  void commitAsync(const OffsetCommitCallback& callback = NullOffsetCommitCallback);
  void commitAsync(const ConsumerRecord& record, const OffsetCommitCallback& callback = NullOffsetCommitCallback);
  void commitAsync(const TopicPartitionOffsets& offsets, const OffsetCommitCallback& callback = NullOffsetCommitCallback);
  std::vector<ConsumerRecord> poll(std::chrono::milliseconds timeout);
  std::size_t poll(std::chrono::milliseconds timeout, std::vector<ConsumerRecord>& output);
  void pause(const TopicPartitions& topicPartitions);
  void pause();
  void resume(const TopicPartitions& topicPartitions);
  void resume();
};

}  // namespace consumer

namespace producer {

class ProducerConfig : public Config {
 public:
  ProducerConfig() = default;
  ProducerConfig(const ProducerConfig&) = default;
  explicit ProducerConfig(const PropertiesMap& values);
  static const constexpr char* ACKS = "acks";
  static const constexpr char* QUEUE_BUFFERING_MAX_MESSAGES = "queue.buffering.max.messages";
  static const constexpr char* QUEUE_BUFFERING_MAX_KBYTES = "queue.buffering.max.kbytes";
  static const constexpr char* LINGER_MS = "linger.ms";
  static const constexpr char* BATCH_NUM_MESSAGES = "batch.num.messages";
  static const constexpr char* BATCH_SIZE = "batch.size";
  static const constexpr char* MESSAGE_MAX_BYTES = "message.max.bytes";
  static const constexpr char* MESSAGE_TIMEOUT_MS = "message.timeout.ms";
  static const constexpr char* REQUEST_TIMEOUT_MS = "request.timeout.ms";
  static const constexpr char* PARTITIONER = "partitioner";
  static const constexpr char* MAX_IN_FLIGHT = "max.in.flight";
  static const constexpr char* ENABLE_IDEMPOTENCE = "enable.idempotence";
  static const constexpr char* TRANSACTIONAL_ID = "transactional.id";
};
using Config = ProducerConfig;

class ProducerRecord {
 public:
  using Id = std::uint64_t;
  ProducerRecord(Topic topic, Partition partition, const Key& key, const Value& value);
  ProducerRecord(const Topic& topic, Partition partition, const Key& key, const Value& value, Id id);
  ProducerRecord(const Topic& topic, const Key& key, const Value& value);
  ProducerRecord(const Topic& topic, const Key& key, const Value& value, Id id);
  const Topic& topic() const;
  Partition partition() const;
  Key key() const;
  Value value() const;
  Optional<Id> id() const;
  const Headers& headers() const;
  Headers& headers();
  void setPartition(Partition partition);
  void setKey(const Key& key);
  void setValue(const Value& value);
  void setId(Id id);
  std::string toString() const;
};

class RecordMetadata {
 public:
  std::string toString() const;
  Optional<Offset> offset() const;
  Partition partition() const;
  std::string topic() const;
};
using Callback = std::function<void(const RecordMetadata& metadata, const Error& error)>;

class KafkaProducer : public KafkaClient {
 public:
  explicit KafkaProducer(const Properties& properties);
  ~KafkaProducer() override;
  Error flush(std::chrono::milliseconds timeout = InfiniteTimeout);
  Error purge();
  void close(std::chrono::milliseconds timeout = InfiniteTimeout);
  enum class SendOption { NoCopyRecordValue, ToCopyRecordValue };
  enum class ActionWhileQueueIsFull { Block, NoBlock };
  void send(const ProducerRecord& record, const Callback& deliveryCb, SendOption option = SendOption::NoCopyRecordValue,
            ActionWhileQueueIsFull action = ActionWhileQueueIsFull::Block);
  void send(const ProducerRecord& record, const Callback& deliveryCb, Error& error,
            SendOption option = SendOption::NoCopyRecordValue, ActionWhileQueueIsFull action = ActionWhileQueueIsFull::Block);
  RecordMetadata syncSend(const ProducerRecord& record);
  void initTransactions(std::chrono::milliseconds timeout = InfiniteTimeout);
  void beginTransaction();
  void commitTransaction(std::chrono::milliseconds timeout = InfiniteTimeout);
  void abortTransaction(std::chrono::milliseconds timeout = InfiniteTimeout);
  void sendOffsetsToTransaction(const TopicPartitionOffsets& offsets, const consumer::ConsumerGroupMetadata& metadata,
                                std::chrono::milliseconds timeout);
};

}  // namespace producer
}  // namespace clients
}  // namespace kafka
