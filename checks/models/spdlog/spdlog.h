#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
namespace spdlog {
namespace level { enum level_enum { trace, debug, info, warn, err, critical, off }; }
typedef std::shared_ptr<struct sink_> sink_ptr;
class logger {
 public:
  template <class... A> explicit logger(std::string, A&&...);
  template <class... A> void log(level::level_enum, std::string_view, A&&...); template <class... A> void trace(std::string_view, A&&...); template <class... A> void debug(std::string_view, A&&...); template <class... A> void info(std::string_view, A&&...); template <class... A> void warn(std::string_view, A&&...); template <class... A> void error(std::string_view, A&&...); template <class... A> void critical(std::string_view, A&&...);
  void set_level(level::level_enum); void set_pattern(std::string); void flush(); void flush_on(level::level_enum); bool should_log(level::level_enum) const; const std::string& name() const; level::level_enum level() const;
};
template <class... A> void log(level::level_enum, std::string_view, A&&...); template <class... A> void trace(std::string_view, A&&...); template <class... A> void debug(std::string_view, A&&...); template <class... A> void info(std::string_view, A&&...); template <class... A> void warn(std::string_view, A&&...); template <class... A> void error(std::string_view, A&&...); template <class... A> void critical(std::string_view, A&&...);
std::shared_ptr<logger> get(const std::string&); std::shared_ptr<logger> default_logger(); logger* default_logger_raw(); void set_default_logger(std::shared_ptr<logger>); void register_logger(std::shared_ptr<logger>); void set_level(level::level_enum); void set_pattern(std::string); void flush_on(level::level_enum); template <class D> void flush_every(D); void shutdown(); void drop_all();
std::shared_ptr<logger> stdout_color_mt(const std::string&); std::shared_ptr<logger> stderr_color_mt(const std::string&); std::shared_ptr<logger> basic_logger_mt(const std::string&, const std::string&, bool = false);
}
#define SPDLOG_LOGGER_CALL(logger, level, ...) (logger)->log(level, __VA_ARGS__)
#define SPDLOG_TRACE(...) ::spdlog::trace(__VA_ARGS__)
#define SPDLOG_DEBUG(...) ::spdlog::debug(__VA_ARGS__)
#define SPDLOG_INFO(...) ::spdlog::info(__VA_ARGS__)
#define SPDLOG_WARN(...) ::spdlog::warn(__VA_ARGS__)
#define SPDLOG_ERROR(...) ::spdlog::error(__VA_ARGS__)
#define SPDLOG_CRITICAL(...) ::spdlog::critical(__VA_ARGS__)
#define SPDLOG_LOGGER_TRACE(logger, ...) (logger)->trace(__VA_ARGS__)
#define SPDLOG_LOGGER_DEBUG(logger, ...) (logger)->debug(__VA_ARGS__)
#define SPDLOG_LOGGER_INFO(logger, ...) (logger)->info(__VA_ARGS__)
#define SPDLOG_LOGGER_WARN(logger, ...) (logger)->warn(__VA_ARGS__)
#define SPDLOG_LOGGER_ERROR(logger, ...) (logger)->error(__VA_ARGS__)
