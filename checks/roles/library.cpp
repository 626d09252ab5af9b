#include "checks/roles/library.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::checks::library {
namespace {

using Name = std::string_view;

template <std::size_t Count>
bool among(const std::array<Name, Count>& names, Name name) {
  return std::ranges::find(names, name) != names.end();
}

bool starts(Name text, Name beginning) { return text.starts_with(beginning); }

bool holds(Name text, Name part) { return text.find(part) != Name::npos; }

/// Free functions are known by their name as such; in a namespace or class it is another's.
bool is_free(const Call& call) { return call.qualified == call.simple || call.qualified == "std::" + call.simple; }

}  // namespace

bool sleeps(const Call& call) {
  static constexpr std::array<Name, 25> free{
      "sleep",   "usleep",     "nanosleep",       "clock_nanosleep", "thrd_sleep",  "Sleep",  "SleepEx",
      "delay",   "g_usleep",   "vTaskDelay",      "k_sleep",         "k_msleep",    "msleep", "delayMicroseconds",
      "SDL_Delay", "av_usleep", "pg_usleep", "apr_sleep", "rte_delay_us_sleep", "ev_sleep", "osDelay", "HAL_Delay", "k_usleep", "ets_delay_us", "absl::SleepFor"};
  static constexpr std::array<Name, 6> members{"sleep_for", "sleep_until", "SleepFor", "msleep", "usleep", "sleepFor"};
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction) return false;
  if (is_free(call) && among(free, call.simple)) return true;
  if (call.simple == "SleepFor" && starts(call.qualified, "absl::")) return true;
  if (among(members, call.simple))
    return call.of_std || call.unresolved || holds(call.qualified, "this_thread") || holds(call.qualified, "this_fiber") ||
           starts(call.qualified, "QThread::") || starts(call.qualified, "boost::");
  if (call.qualified == "select" || call.qualified == "poll") {
    const auto none = [](const Value& value) {
      return std::ranges::all_of(value, [](const Source& source) {
        return source.kind == SourceKind::literal && (source.symbol == "nullptr" || source.symbol == "0");
      });
    };
    if (call.qualified == "poll") return call.arguments.size() == 3 && none(call.arguments[0]) && none(call.arguments[1]);
    return call.arguments.size() == 5 && std::all_of(call.arguments.begin(), call.arguments.begin() + 4, none);
  }
  return false;
}

bool waits_with_limit(const Call& call) {
  static constexpr std::array<Name, 10> names{"wait_for",   "wait_until",           "timed_wait",
                                              "wait_for_us", "WaitWithTimeout",      "pthread_cond_timedwait",
                                              "try_acquire_for", "try_acquire_until", "cnd_timedwait", "WaitForSingleObject"};
  if (call.kind == CallKind::indirect || call.kind == CallKind::construction) return false;
  if (!among(names, call.simple)) return false;
  return call.of_std || call.unresolved || is_free(call) || starts(call.qualified, "boost::") ||
         starts(call.qualified, "absl::");
}

bool arms_timer(const Call& call) {
  static constexpr std::array<Name, 14> names{"expires_after", "expires_from_now", "expires_at", "singleShot",
                                              "async_wait",    "setInterval",      "timerfd_settime", "setitimer",
                                              "alarm", "uv_timer_start", "event_add", "evtimer_add", "g_timeout_add", "set_timer"};
  if (!among(names, call.simple)) return false;
  return !call.callee.empty() || call.unresolved;
}

bool synchronises(const Call& call) {
  static constexpr std::array<Name, 24> names{
      "lock",   "try_lock", "unlock",  "lock_shared", "try_lock_for", "wait",       "join",
      "compare_exchange_weak", "compare_exchange_strong", "exchange", "test_and_set", "load", "store", "fetch_add",
      "fetch_sub", "yield", "arrive_and_wait", "acquire", "try_acquire", "notify_one", "notify_all", "stop_requested", "clear", "test"};
  if (starts(call.simple, "pthread_") ||
      starts(call.simple, "atomic_") || starts(call.simple, "__atomic") ||
      starts(call.simple, "__sync") || starts(call.simple, "sem_"))
    return true;
  return waits_with_limit(call) || ((call.of_std || call.receiver_type.is_mutex || call.receiver_type.is_atomic) &&
                                    among(names, call.simple));
}

bool is_engine(const Type& type) {
  static constexpr std::array<Name, 14> parts{
      "mersenne_twister_engine", "linear_congruential_engine", "subtract_with_carry_engine", "discard_block_engine",
      "shuffle_order_engine",    "independent_bits_engine",    "mt19937",                    "minstd_rand",
      "default_random_engine",   "ranlux",                     "knuth_b",                    "BitGen", "pcg_engine", "xorshift"};
  return std::ranges::any_of(parts, [&](Name part) { return holds(type.name, part) || holds(type.class_name, part); });
}

bool draws_from_global(const Call& call) {
  static constexpr std::array<Name, 8> names{"rand", "random", "drand48", "lrand48", "mrand48", "erand48", "rand_r", "qrand"};
  return is_free(call) && among(names, call.simple);
}

bool seeds_global(const Call& call) {
  static constexpr std::array<Name, 6> names{"srand", "srandom", "srand48", "seed48", "sranddev", "qsrand"};
  return is_free(call) && among(names, call.simple);
}

bool is_entropy(const Call& call) {
  static constexpr std::array<Name, 10> names{"getrandom", "getentropy", "arc4random", "arc4random_uniform", "RAND_bytes",
                                              "esp_random", "sys_rand32_get", "randombytes_buf", "randombytes_uniform", "BCryptGenRandom"};
  if (is_free(call) && among(names, call.simple)) return true;
  return holds(call.record, "random_device") || holds(call.receiver_type.name, "random_device") ||
         holds(call.record, "QRandomGenerator") || starts(call.qualified, "absl::Uniform");
}

bool draws(const Call& call) {
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction) return false;
  if (draws_from_global(call) || is_entropy(call)) return true;
  if (call.kind == CallKind::indirect) return is_engine(call.receiver_type) || holds(call.receiver_type.name, "_distribution");
  const bool known = call.of_std || starts(call.record, "boost::random") || starts(call.record, "absl::");
  if (call.simple != "operator()" && call.simple != "bounded") return false;
  return is_engine(call.receiver_type) || (known && holds(call.record, "_distribution")) ||
         holds(call.receiver_type.name, "_distribution");
}

bool raises_to_power(const Call& call) {
  static constexpr std::array<Name, 12> names{"pow", "powf", "powl", "exp2", "exp2f", "exp", "expf", "ldexp", "ldexpf", "scalbn", "scalbln", "qPow"};
  return is_free(call) && among(names, call.simple);
}

bool limits(const Call& call) {
  static constexpr std::array<Name, 14> names{"min",  "clamp", "fmin",  "fminf", "fminl", "qMin",
                                              "qBound", "Min",  "min_element", "g_min", "min_t", "MIN", "minmax", "__builtin_fmin"};
  return !call.callee.empty() && among(names, call.simple) && (call.of_std || is_free(call));
}

bool logs(const Call& call) {
  static constexpr std::array<Name, 18> names{"printf", "fprintf", "vfprintf", "puts",  "fputs",  "perror", "syslog", "snprintf", "sprintf",
                                              "putchar", "fflush", "print", "println", "qDebug", "qWarning", "vsnprintf", "write_log", "endl"};
  if (is_free(call) && among(names, call.simple)) return true;
  if (starts(call.qualified, "spdlog::") || starts(call.qualified, "fmt::") || starts(call.qualified, "google::Log") ||
      starts(call.qualified, "boost::log"))
    return true;
  if (call.simple == "operator<<") return true;
  return call.of_std && (call.simple == "flush" || call.simple == "put");
}

bool fetches(const Call& call) {
  static constexpr std::array<Name, 34> names{
      "read",    "recv",  "recvfrom", "recvmsg", "fgets", "getline",   "fread",    "getc",      "fgetc",    "getchar",
      "accept",  "poll",  "select",   "epoll_wait", "ppoll", "pselect", "readdir", "get_next", "kevent",   "accept4",
      "pop",     "pop_front", "pop_back", "front", "top", "operator>>", "mysql_fetch_row", "sqlite3_step",
      "rd_kafka_consumer_poll", "rd_kafka_poll", "consume", "scanf", "fscanf", "extract"};
  if (call.kind == CallKind::indirect || call.kind == CallKind::construction) return false;
  if (!among(names, call.simple)) return false;
  return call.of_std || is_free(call) || call.unresolved || starts(call.qualified, "boost::") || starts(call.record, "RdKafka") ||
         starts(call.record, "cppkafka") || starts(call.qualified, "Q");
}

bool reaches_out(const Call& call) {
  static constexpr std::array<Name, 40> names{
      "connect", "send",   "sendto", "sendmsg", "bind",   "listen", "socket", "open",   "openat", "fopen",
      "unlink",  "rename", "mkdir",  "rmdir",   "system", "popen",  "execve", "fork",   "dlopen", "getaddrinfo",
      "gethostbyname", "shm_open", "mmap", "ioctl", "fsync", "mq_send", "flock", "fcntl", "posix_spawn", "msgsnd", "write", "writev", "pwrite", "remove", "mkstemp", "link", "symlink", "WSAConnect", "CreateFileA", "CreateFileW"};
  if (!call.of_std) return is_free(call) && among(names, call.simple);
  if (call.simple == "get") return holds(call.record, "future");
  if (call.simple == "invoke" || call.simple == "invoke_r" || call.simple == "apply") return true;
  if (call.simple == "open") return holds(call.record, "stream") || holds(call.record, "filebuf");
  if (is_free(call) && among(names, call.simple) && call.record.empty()) return true;
  return holds(call.qualified, "filesystem::") && call.record.empty() && call.simple != "exists";
}

bool asks_for_error(const Call& call) {
  static constexpr std::array<Name, 8> names{"__errno_location", "__error", "_errno", "GetLastError", "WSAGetLastError",
                                             "rd_kafka_last_error", "ERR_get_error", "___errno"};
  return among(names, call.simple);
}

bool is_plain(const Call& call) {
  static constexpr std::array<Name, 5> memory{"free", "malloc", "calloc", "realloc", "abort"};
  if (is_free(call) && (among(memory, call.simple) || starts(call.simple, "mem") || starts(call.simple, "str"))) return true;
  return call.of_std && !reaches_out(call) && !sleeps(call);
}

}  // namespace assay::checks::library
