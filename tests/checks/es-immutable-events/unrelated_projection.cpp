// expect: es-immutable-events inconclusive
// expect: es-apply-pure inconclusive
// expect: es-expected-version inconclusive
// expect: es-writes-in-apply inconclusive
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

// A projection's numbers are counted in a loop of attempts; nothing here is rebuilt from events.
using Item = std::map<std::string, long>;
struct Put { std::string table_name; Item item; std::string condition_expression; };
struct GetItemRequest { std::string table_name; Item key; };
struct Client {
  virtual ~Client() = default;
  virtual Item get_item(const GetItemRequest& request) = 0;
  virtual bool put_item(const Put& request) = 0;
  virtual void note(long paid) = 0;
};
struct Sleeper {
  virtual ~Sleeper() = default;
  virtual void sleep_for(long pause) = 0;
};
struct Session { Client* client; Sleeper* sleeper; };

template <typename Question>
auto ask(const Session& session, const Question& question) {
  for (long failed = 1;; ++failed) {
    try {
      return question(*session.client);
    } catch (const std::runtime_error&) {
      session.sleeper->sleep_for(failed);
    }
  }
}

struct Mark { long version = 0; };
struct Count { Mark mark; long paid = 0; };

Mark mark_of(const Session& session) {
  const auto item = ask(session, [](Client& client) { return client.get_item({"tally", {}}); });
  return {item.at("mark")};
}

Count counted(Count count, const std::vector<long>& amounts) {
  for (const long amount : amounts) count.paid += amount;
  count.mark.version += static_cast<long>(amounts.size());
  return count;
}

bool tallied(const Session& session, const Mark& from, const Count& count) {
  Put request;
  request.table_name = "tally";
  request.item = {{"mark", count.mark.version}, {"paid", count.paid}};
  if (from.version == 0) request.condition_expression = "attribute_not_exists(mark)";
  session.client->note(count.paid);
  return ask(session, [&](Client& client) { return client.put_item(request); });
}

void take_in(const Session& session, const std::vector<long>& amounts) {
  for (;;) {
    const Mark mark = mark_of(session);
    const Count count = counted({mark, 0}, amounts);
    if (tallied(session, mark, count)) return;
  }
}
