// Handlers change the fields and write an event down beside it; a second switch replays.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <string>
#include <vector>

struct TaskEvent {
    std::string kind;
    std::string text;
};

class Task {
public:
    bool rename(const std::string& newTitle) {
        if (newTitle.empty()) return false;
        title = newTitle;
        renames++;
        events.push_back({"renamed", newTitle});
        return true;
    }

    bool finish() {
        if (finished) return false;
        finished = true;
        events.push_back({"finished", ""});
        return true;
    }

    void reopen() {
        finished = false;
        events.push_back({"reopened", ""});
    }

    static Task replay(const std::vector<TaskEvent>& history) {
        Task t;
        for (const TaskEvent& e : history) {
            if (e.kind == "renamed") {
                t.title = e.text;
                t.renames++;
            } else if (e.kind == "finished") {
                t.finished = true;
            } else if (e.kind == "reopened") {
                t.finished = false;
            }
        }
        t.events = history;
        return t;
    }

    const std::vector<TaskEvent>& history() const { return events; }
    const std::string& name() const { return title; }
    bool isFinished() const { return finished; }

private:
    std::string title;
    int renames = 0;
    bool finished = false;
    std::vector<TaskEvent> events;
};

int main() {
    Task t;
    t.rename("write report");
    t.finish();
    Task copy = Task::replay(t.history());
    return copy.isFinished() ? 0 : 1;
}
// mutant es-append-only violated: events.push_back({"reopened", ""}); => events.pop_back();
