#pragma once
#include <cstdint>
#include <string>
#define DEFINE_bool(name, value, text) bool FLAGS_##name = value
#define DEFINE_int32(name, value, text) std::int32_t FLAGS_##name = value
#define DEFINE_uint32(name, value, text) std::uint32_t FLAGS_##name = value
#define DEFINE_int64(name, value, text) std::int64_t FLAGS_##name = value
#define DEFINE_uint64(name, value, text) std::uint64_t FLAGS_##name = value
#define DEFINE_double(name, value, text) double FLAGS_##name = value
#define DEFINE_string(name, value, text) std::string FLAGS_##name = value
#define DECLARE_bool(name) extern bool FLAGS_##name
#define DECLARE_int32(name) extern std::int32_t FLAGS_##name
#define DECLARE_uint32(name) extern std::uint32_t FLAGS_##name
#define DECLARE_int64(name) extern std::int64_t FLAGS_##name
#define DECLARE_uint64(name) extern std::uint64_t FLAGS_##name
#define DECLARE_double(name) extern double FLAGS_##name
#define DECLARE_string(name) extern std::string FLAGS_##name
#define DEFINE_validator(name, function)
namespace gflags { unsigned ParseCommandLineFlags(int*, char***, bool); void SetUsageMessage(const std::string&); void ShutDownCommandLineFlags(); template <class F, class C> bool RegisterFlagValidator(const F*, C); }
namespace google { using namespace gflags; }
