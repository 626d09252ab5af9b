#ifndef HIREDIS_H
#define HIREDIS_H
#include <stddef.h>
#include <sys/time.h>
#ifdef __cplusplus
extern "C" {
#endif
#define REDIS_OK 0
#define REDIS_ERR (-1)
#define REDIS_REPLY_STRING 1
#define REDIS_REPLY_ARRAY 2
#define REDIS_REPLY_INTEGER 3
#define REDIS_REPLY_NIL 4
#define REDIS_REPLY_STATUS 5
#define REDIS_REPLY_ERROR 6
typedef struct redisContext { int err; char errstr[128]; int fd; } redisContext;
typedef struct redisReply { int type; long long integer; size_t len; char* str; size_t elements; struct redisReply** element; } redisReply;
redisContext* redisConnect(const char*, int); redisContext* redisConnectWithTimeout(const char*, int, const struct timeval); void redisFree(redisContext*); int redisReconnect(redisContext*); int redisSetTimeout(redisContext*, const struct timeval); void* redisCommand(redisContext*, const char*, ...); void* redisCommandArgv(redisContext*, int, const char**, const size_t*); int redisAppendCommand(redisContext*, const char*, ...); int redisGetReply(redisContext*, void**); void freeReplyObject(void*);
#ifdef __cplusplus
}
#endif
#endif
