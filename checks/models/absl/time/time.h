#pragma once
#include <chrono>
#include <cstdint>
#include <string>
namespace absl {
class Duration { public: Duration(); Duration& operator+=(Duration); Duration& operator-=(Duration); template <class T> Duration& operator*=(T); };
Duration operator+(Duration, Duration); Duration operator-(Duration, Duration); template <class T> Duration operator*(Duration, T); template <class T> Duration operator*(T, Duration); template <class T> Duration operator/(Duration, T);
bool operator<(Duration, Duration); bool operator>(Duration, Duration); bool operator<=(Duration, Duration); bool operator>=(Duration, Duration); bool operator==(Duration, Duration); bool operator!=(Duration, Duration);
class Time { public: Time(); Time& operator+=(Duration); Time& operator-=(Duration); };
Time operator+(Time, Duration); Time operator-(Time, Duration); Duration operator-(Time, Time);
bool operator<(Time, Time); bool operator>(Time, Time); bool operator<=(Time, Time); bool operator>=(Time, Time); bool operator==(Time, Time); bool operator!=(Time, Time);
template <class T> Duration Seconds(T); template <class T> Duration Milliseconds(T); template <class T> Duration Microseconds(T); template <class T> Duration Nanoseconds(T); template <class T> Duration Minutes(T); template <class T> Duration Hours(T);
Duration ZeroDuration(); Duration InfiniteDuration(); Time Now(); Time UnixEpoch(); Time InfinitePast(); Time InfiniteFuture(); std::int64_t GetCurrentTimeNanos();
void SleepFor(Duration);
std::int64_t ToInt64Milliseconds(Duration); std::int64_t ToInt64Seconds(Duration); double ToDoubleSeconds(Duration); std::int64_t ToUnixMillis(Time); std::int64_t ToUnixSeconds(Time);
std::chrono::milliseconds ToChronoMilliseconds(Duration); Duration FromChrono(const std::chrono::milliseconds&); std::string FormatDuration(Duration); std::string FormatTime(Time);
}
