#pragma once
#include <ostream>
#define ASSAY_LOG_STREAM ::google::stream_of_log()
namespace google { std::ostream& stream_of_log(); void InitGoogleLogging(const char*); void ShutdownGoogleLogging(); void InstallFailureSignalHandler(); void FlushLogFiles(int); enum { INFO, WARNING, ERROR, FATAL, GLOG_INFO = 0, GLOG_WARNING, GLOG_ERROR, GLOG_FATAL }; }
#define LOG(level) ASSAY_LOG_STREAM
#define VLOG(level) ASSAY_LOG_STREAM
#define DLOG(level) ASSAY_LOG_STREAM
#define PLOG(level) ASSAY_LOG_STREAM
#define LOG_IF(level, condition) if (condition) ASSAY_LOG_STREAM
#define LOG_EVERY_N(level, n) ASSAY_LOG_STREAM
#define LOG_FIRST_N(level, n) ASSAY_LOG_STREAM
#define CHECK(condition) if (!(condition)) ASSAY_LOG_STREAM
#define CHECK_EQ(a, b) if (!((a) == (b))) ASSAY_LOG_STREAM
#define CHECK_NE(a, b) if (!((a) != (b))) ASSAY_LOG_STREAM
#define CHECK_GT(a, b) if (!((a) > (b))) ASSAY_LOG_STREAM
#define CHECK_GE(a, b) if (!((a) >= (b))) ASSAY_LOG_STREAM
#define CHECK_LT(a, b) if (!((a) < (b))) ASSAY_LOG_STREAM
#define CHECK_LE(a, b) if (!((a) <= (b))) ASSAY_LOG_STREAM
#define CHECK_NOTNULL(a) (a)
#define DCHECK(condition) if (!(condition)) ASSAY_LOG_STREAM
#define DCHECK_EQ(a, b) if (!((a) == (b))) ASSAY_LOG_STREAM
#define DCHECK_GT(a, b) if (!((a) > (b))) ASSAY_LOG_STREAM
#define DCHECK_GE(a, b) if (!((a) >= (b))) ASSAY_LOG_STREAM
