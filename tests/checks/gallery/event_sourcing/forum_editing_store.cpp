// The store lets stored events be corrected and removed.
// label: es-role satisfied
// label: es-immutable-events violated
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

struct ForumEvent {
    int id;
    std::string kind;
    std::string author;
    std::string body;

    void setBody(const std::string& b) { body = b; }
};

class ForumEventStore {
    std::vector<ForumEvent> all;
    int next = 1;

public:
    void add(const std::string& kind, const std::string& author, const std::string& body) {
        all.push_back(ForumEvent{next++, kind, author, body});
    }

    bool correct(int id, const std::string& body) {
        for (auto& e : all) {
            if (e.id == id) {
                e.setBody(body);
                return true;
            }
        }
        return false;
    }

    void forget(const std::string& author) {
        all.erase(std::remove_if(all.begin(), all.end(), [&](const ForumEvent& e) { return e.author == author; }),
                  all.end());
    }

    const std::vector<ForumEvent>& events() const { return all; }
};

class Thread {
    std::map<std::string, int> postsBy;
    bool locked = false;
    std::string lastPost;

public:
    static Thread build(const ForumEventStore& store) {
        Thread t;
        for (const auto& e : store.events()) t.apply(e);
        return t;
    }

    void apply(const ForumEvent& e) {
        if (e.kind == "post") {
            postsBy[e.author]++;
            lastPost = e.body;
        } else if (e.kind == "lock") {
            locked = true;
        }
    }

    bool isLocked() const { return locked; }
    const std::string& newest() const { return lastPost; }
};

bool post(ForumEventStore& store, const std::string& who, const std::string& text) {
    Thread t = Thread::build(store);
    if (t.isLocked()) return false;
    store.add("post", who, text);
    return true;
}

int main() {
    ForumEventStore store;
    post(store, "x", "hi");
    store.correct(1, "hello");
    store.forget("troll");
    std::cout << Thread::build(store).newest() << "\n";
}
// mutant es-apply-pure violated: locked = true; => locked = true; std::cout << "locked";
