// The API of cppkafka as far as checks read it: declarations only. Its single headers all
// lead here.
#pragma once

#include <librdkafka/rdkafka.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace cppkafka {

class Consumer;
class Error;
class Event;
class KafkaHandleBase;
class Message;
class MessageInternal;
class Producer;
class TopicPartition;
using TopicPartitionList = std::vector<TopicPartition>;
enum class LogLevel { LogEmerg, LogAlert, LogCrit, LogErr, LogWarning, LogNotice, LogInfo, LogDebug };

class Buffer {
 public:
  using DataType = unsigned char;
  using const_iterator = const DataType*;
  Buffer();
  template <typename T>
  Buffer(const T* data, std::size_t size);
  template <typename Iter>
  Buffer(const Iter first, const Iter last);
  template <typename T>
  Buffer(const std::vector<T>& data);
  template <typename T, std::size_t N>
  Buffer(const std::array<T, N>& data);
  template <typename T, std::size_t N>
  Buffer(const T (&data)[N]);
  Buffer(const std::string& data);
  Buffer(const Buffer&) = delete;
  Buffer(Buffer&&) = default;
  Buffer& operator=(const Buffer&) = delete;
  Buffer& operator=(Buffer&&) = default;
  const DataType* get_data() const;
  std::size_t get_size() const;
  const_iterator begin() const;
  const_iterator end() const;
  explicit operator bool() const;
  operator std::string() const;
  template <typename T>
  operator std::vector<T>() const;
  friend std::ostream& operator<<(std::ostream& output, const Buffer& buffer);
};
bool operator==(const Buffer& lhs, const Buffer& rhs);
bool operator!=(const Buffer& lhs, const Buffer& rhs);

class Error {
 public:
  Error() = default;
  Error(rd_kafka_resp_err_t error);
  rd_kafka_resp_err_t get_error() const;
  std::string to_string() const;
  explicit operator bool() const;
  bool operator==(const Error& other) const;
  bool operator!=(const Error& other) const;
  friend std::ostream& operator<<(std::ostream& output, const Error& error);
};

class Exception : public std::exception {
 public:
  Exception(std::string message);
  const char* what() const noexcept override;
};
class ConfigException : public Exception {
 public:
  ConfigException(const std::string& name, const std::string& error);
};
class ConfigOptionNotFound : public Exception {
 public:
  ConfigOptionNotFound(const std::string& name);
};
class HandleException : public Exception {
 public:
  HandleException(Error error);
  Error get_error() const;
};
class ConsumerException : public Exception {
 public:
  ConsumerException(Error error);
  Error get_error() const;
};
class QueueException : public Exception {
 public:
  QueueException(Error error);
  Error get_error() const;
};
class ActionTerminatedException : public Exception {
 public:
  ActionTerminatedException(const std::string& error);
};

class TopicPartition {
 public:
  enum Offset { OFFSET_BEGINNING = -2, OFFSET_END = -1, OFFSET_STORED = -1000, OFFSET_INVALID = -1001 };
  TopicPartition();
  TopicPartition(const char* topic);
  TopicPartition(std::string topic);
  TopicPartition(std::string topic, int partition);
  TopicPartition(std::string topic, int partition, int64_t offset);
  const std::string& get_topic() const;
  int get_partition() const;
  int64_t get_offset() const;
  void set_partition(int partition);
  void set_offset(int64_t offset);
  bool operator<(const TopicPartition& other) const;
  bool operator==(const TopicPartition& other) const;
  friend std::ostream& operator<<(std::ostream& output, const TopicPartition& partition);
};
std::ostream& operator<<(std::ostream& output, const TopicPartitionList& partitions);

class ConfigurationOption {
 public:
  ConfigurationOption(const std::string& key, const std::string& value);
  ConfigurationOption(const std::string& key, const char* value);
  ConfigurationOption(const std::string& key, bool value);
  template <typename T, typename = typename std::enable_if<std::is_integral<T>::value>::type>
  ConfigurationOption(const std::string& key, T value);
  const std::string& get_key() const;
  const std::string& get_value() const;
};

template <typename Concrete>
class ConfigurationBase {
 public:
  Concrete& set(const std::string& name, bool value);
  template <typename T, typename = typename std::enable_if<std::is_integral<T>::value>::type>
  Concrete& set(const std::string& name, T value);
  Concrete& set(const std::string& name, const char* value);
  Concrete& set(const std::vector<ConfigurationOption>& options);
  template <typename T>
  T get(const std::string& name) const;
};

class Topic;
class TopicConfiguration : public ConfigurationBase<TopicConfiguration> {
 public:
  using PartitionerCallback = std::function<int32_t(const Topic&, const Buffer& key, int32_t partition_count)>;
  using ConfigurationBase<TopicConfiguration>::set;
  TopicConfiguration();
  TopicConfiguration(const std::vector<ConfigurationOption>& options);
  TopicConfiguration(const std::initializer_list<ConfigurationOption>& options);
  TopicConfiguration& set(const std::string& name, const std::string& value);
  TopicConfiguration& set_partitioner_callback(PartitionerCallback callback);
  bool has_property(const std::string& name) const;
};

class Configuration : public ConfigurationBase<Configuration> {
 public:
  using DeliveryReportCallback = std::function<void(Producer& producer, const Message&)>;
  using OffsetCommitCallback = std::function<void(Consumer& consumer, Error error, const TopicPartitionList& partitions)>;
  using ErrorCallback = std::function<void(KafkaHandleBase& handle, int error, const std::string& reason)>;
  using ThrottleCallback = std::function<void(KafkaHandleBase& handle, const std::string& broker_name, int32_t broker_id, std::chrono::milliseconds throttle_time)>;
  using LogCallback = std::function<void(KafkaHandleBase& handle, int level, const std::string& facility, const std::string& message)>;
  using StatsCallback = std::function<void(KafkaHandleBase& handle, const std::string& json)>;
  using ConfigurationBase<Configuration>::set;
  using ConfigurationBase<Configuration>::get;
  Configuration();
  Configuration(const std::vector<ConfigurationOption>& options);
  Configuration(const std::initializer_list<ConfigurationOption>& options);
  Configuration& set(const std::string& name, const std::string& value);
  Configuration& set_delivery_report_callback(DeliveryReportCallback callback);
  Configuration& set_offset_commit_callback(OffsetCommitCallback callback);
  Configuration& set_error_callback(ErrorCallback callback);
  Configuration& set_throttle_callback(ThrottleCallback callback);
  Configuration& set_log_callback(LogCallback callback);
  Configuration& set_stats_callback(StatsCallback callback);
  Configuration& set_default_topic_configuration(TopicConfiguration config);
  bool has_property(const std::string& name) const;
  rd_kafka_conf_t* get_handle() const;
  std::string get(const std::string& name) const;
  std::map<std::string, std::string> get_all() const;
};

class MessageTimestamp {
 public:
  enum TimestampType { CREATE_TIME, LOG_APPEND_TIME };
  std::chrono::milliseconds get_timestamp() const;
};

class Message {
 public:
  static Message make_non_owning(rd_kafka_message_t* handle);
  Message();
  Message(rd_kafka_message_t* handle);
  Message(const Message&) = delete;
  Message(Message&& other) = default;
  Message& operator=(const Message&) = delete;
  Message& operator=(Message&& other) = default;
  Error get_error() const;
  bool is_eof() const;
  std::string get_topic() const;
  int get_partition() const;
  const Buffer& get_payload() const;
  const Buffer& get_key() const;
  int64_t get_offset() const;
  void* get_user_data() const;
  rd_kafka_msg_status_t get_status() const;
  explicit operator bool() const;
  rd_kafka_message_t* get_handle() const;
};
using MessageList = std::vector<Message>;

template <typename BufferType, typename Concrete>
class BasicMessageBuilder {
 public:
  BasicMessageBuilder(std::string topic);
  BasicMessageBuilder(const Message& message);
  Concrete& topic(std::string value);
  Concrete& partition(int value);
  Concrete& key(const BufferType& value);
  Concrete& key(BufferType&& value);
  Concrete& payload(const BufferType& value);
  Concrete& payload(BufferType&& value);
  Concrete& timestamp(std::chrono::milliseconds value);
  Concrete& user_data(void* value);
  const std::string& topic() const;
  int partition() const;
  const BufferType& key() const;
  const BufferType& payload() const;
  void* user_data() const;
};
class MessageBuilder : public BasicMessageBuilder<Buffer, MessageBuilder> {
 public:
  using Base = BasicMessageBuilder<Buffer, MessageBuilder>;
  using Base::Base;
  MessageBuilder clone() const;
};
template <typename T>
class ConcreteMessageBuilder : public BasicMessageBuilder<T, ConcreteMessageBuilder<T>> {
 public:
  using Base = BasicMessageBuilder<T, ConcreteMessageBuilder<T>>;
  using Base::Base;
};

class Topic {
 public:
  std::string get_name() const;
  bool is_partition_available(int partition) const;
};
class TopicMetadata {
 public:
  const std::string& get_name() const;
  Error get_error() const;
};
class Metadata {
 public:
  std::vector<TopicMetadata> get_topics() const;
};
class Queue {
 public:
  void forward_to_queue(const Queue& forward_queue) const;
  Message consume() const;
  Message consume(std::chrono::milliseconds timeout) const;
};

class KafkaHandleBase {
 public:
  using OffsetTuple = std::tuple<int64_t, int64_t>;
  virtual ~KafkaHandleBase() = default;
  KafkaHandleBase(const KafkaHandleBase&) = delete;
  KafkaHandleBase& operator=(const KafkaHandleBase&) = delete;
  void pause_partitions(const TopicPartitionList& partitions);
  void pause(const std::string& topic);
  void resume_partitions(const TopicPartitionList& partitions);
  void resume(const std::string& topic);
  void set_timeout(std::chrono::milliseconds timeout);
  void add_brokers(const std::string& brokers);
  OffsetTuple query_offsets(const TopicPartition& partition) const;
  rd_kafka_t* get_handle() const;
  Topic get_topic(const std::string& name);
  Topic get_topic(const std::string& name, TopicConfiguration config);
  Metadata get_metadata(bool all_topics = true) const;
  std::string get_name() const;
  std::chrono::milliseconds get_timeout() const;
  const Configuration& get_configuration() const;
  int get_out_queue_length() const;
  void yield() const;

 protected:
  KafkaHandleBase(Configuration config);
};

class Consumer : public KafkaHandleBase {
 public:
  using AssignmentCallback = std::function<void(TopicPartitionList&)>;
  using RevocationCallback = std::function<void(const TopicPartitionList&)>;
  using RebalanceErrorCallback = std::function<void(Error)>;
  using KafkaHandleBase::pause;
  using KafkaHandleBase::resume;
  Consumer(Configuration config);
  Consumer(const Consumer&) = delete;
  Consumer(Consumer&&) = delete;
  ~Consumer() override;
  void set_assignment_callback(AssignmentCallback callback);
  void set_revocation_callback(RevocationCallback callback);
  void set_rebalance_error_callback(RebalanceErrorCallback callback);
  void subscribe(const std::vector<std::string>& topics);
  void unsubscribe();
  void assign(const TopicPartitionList& partitions);
  void unassign();
  void pause();
  void resume();
  void commit();
  void async_commit();
  void commit(const Message& message);
  void async_commit(const Message& message);
  void commit(const TopicPartitionList& partitions);
  void async_commit(const TopicPartitionList& partitions);
  OffsetTuple get_offsets(const TopicPartition& partition) const;
  TopicPartitionList get_offsets_committed(const TopicPartitionList& partitions) const;
  TopicPartitionList get_offsets_position(const TopicPartitionList& partitions) const;
  void store_consumed_offsets() const;
  void store_offsets(const TopicPartitionList& partitions) const;
  void store_offset(const Message& message) const;
  std::vector<std::string> get_subscription() const;
  TopicPartitionList get_assignment() const;
  std::string get_member_id() const;
  Message poll();
  Message poll(std::chrono::milliseconds timeout);
  std::vector<Message> poll_batch(std::size_t max_batch_size);
  std::vector<Message> poll_batch(std::size_t max_batch_size, std::chrono::milliseconds timeout);
  Queue get_main_queue() const;
  Queue get_consumer_queue() const;
};

class Producer : public KafkaHandleBase {
 public:
  enum class PayloadPolicy { PASSTHROUGH_PAYLOAD = 0, COPY_PAYLOAD = 2, FREE_PAYLOAD = 1, BLOCK_ON_FULL_QUEUE = 4 };
  Producer(Configuration config);
  void set_payload_policy(PayloadPolicy policy);
  PayloadPolicy get_payload_policy() const;
  void produce(const MessageBuilder& builder);
  void produce(MessageBuilder&& builder);
  void produce(const Message& message);
  void produce(Message&& message);
  int poll();
  int poll(std::chrono::milliseconds timeout);
  void flush();
  void flush(std::chrono::milliseconds timeout);
};

template <typename BufferType, typename Allocator = std::allocator<ConcreteMessageBuilder<BufferType>>>
class BufferedProducer {
 public:
  enum class FlushMethod { Sync, Async };
  using Builder = ConcreteMessageBuilder<BufferType>;
  using ProduceSuccessCallback = std::function<void(const Message&)>;
  using ProduceFailureCallback = std::function<bool(const Message&)>;
  using ProduceTerminationCallback = std::function<void(const Message&)>;
  using FlushFailureCallback = std::function<bool(const MessageBuilder&, Error error)>;
  BufferedProducer(Configuration config, const Allocator& alloc = Allocator());
  void add_message(const MessageBuilder& builder);
  void add_message(Builder builder);
  void produce(const MessageBuilder& builder);
  void sync_produce(const MessageBuilder& builder);
  bool sync_produce(const MessageBuilder& builder, std::chrono::milliseconds timeout);
  void produce(const Message& message);
  void async_flush();
  void flush(bool preserve_order = false);
  bool flush(std::chrono::milliseconds timeout, bool preserve_order = false);
  void wait_for_acks();
  bool wait_for_acks(std::chrono::milliseconds timeout);
  void clear();
  std::size_t get_buffer_size() const;
  void set_max_buffer_size(ssize_t max_buffer_size);
  void set_flush_method(FlushMethod method);
  std::size_t get_pending_acks() const;
  void set_max_number_retries(std::size_t max_number_retries);
  Producer& get_producer();
  Builder make_builder(std::string topic);
  void set_produce_failure_callback(ProduceFailureCallback callback);
  void set_produce_termination_callback(ProduceTerminationCallback callback);
  void set_produce_success_callback(ProduceSuccessCallback callback);
  void set_flush_failure_callback(FlushFailureCallback callback);
};

template <typename ConsumerType>
class BasicConsumerDispatcher {
 public:
  struct Timeout {};
  struct EndOfFile {};
  struct Throttle {};
  struct Event {};
  BasicConsumerDispatcher(ConsumerType& consumer);
  template <typename... Args>
  void run(const Args&... args) { (void)sizeof...(args); }
  void stop();
};
using ConsumerDispatcher = BasicConsumerDispatcher<Consumer>;

class BackoffPerformer {
 public:
  using TimeUnit = std::chrono::milliseconds;
  enum class BackoffPolicy { LINEAR, EXPONENTIAL };
  BackoffPerformer();
  void set_backoff_policy(BackoffPolicy policy);
  void set_initial_backoff(TimeUnit value);
  void set_backoff_step(TimeUnit value);
  void set_maximum_backoff(TimeUnit value);
  void set_maximum_retries(std::size_t value);
  template <typename Functor>
  void perform(const Functor& callback) { (void)callback(); }
};
class BackoffCommitter : public BackoffPerformer {
 public:
  using ErrorCallback = std::function<bool(Error)>;
  BackoffCommitter(Consumer& consumer);
  void set_error_callback(ErrorCallback callback);
  void commit();
  void commit(const Message& message);
  void commit(const TopicPartitionList& partitions);
  Consumer& get_consumer();
};

}  // namespace cppkafka
