// The key is claimed in Redis with NX and EX, and given back where the work fails.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <cstring>
#include <functional>
#include <string>

struct redisContext;
struct redisReply {
  int type;
  long long integer;
  size_t len;
  char* str;
};
extern "C" {
void* redisCommand(redisContext* c, const char* format, ...);
void freeReplyObject(void* reply);
}
#define REDIS_REPLY_STATUS 5

struct Webhook {
  std::string delivery;
  std::string json;
};

class WebhookReceiver {
 public:
  WebhookReceiver(redisContext* redis, std::function<bool(const std::string&)> handler) : redis_(redis), handler_(std::move(handler)) {}

  int post(const Webhook& hook) {
    if (!claim(hook.delivery)) return 200;
    bool good = false;
    try {
      good = handler_(hook.json);
    } catch (...) {
      release(hook.delivery);
      throw;
    }
    if (!good) {
      release(hook.delivery);
      return 500;
    }
    return 200;
  }

 private:
  bool claim(const std::string& key) {
    auto* reply = static_cast<redisReply*>(redisCommand(redis_, "SET hook:%s 1 NX EX 86400", key.c_str()));
    if (reply == nullptr) return false;
    const bool mine = reply->type == REDIS_REPLY_STATUS && std::strcmp(reply->str, "OK") == 0;
    freeReplyObject(reply);
    return mine;
  }
  void release(const std::string& key) { freeReplyObject(redisCommand(redis_, "DEL hook:%s", key.c_str())); }

  redisContext* redis_;
  std::function<bool(const std::string&)> handler_;
};
// mutant id-eviction violated: "SET hook:%s 1 NX EX 86400" => "SET hook:%s 1 NX"
// mutant id-with-effect violated: if (!good) { => if (false) {
