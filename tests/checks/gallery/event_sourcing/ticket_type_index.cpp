// Handlers in a table by type_index, events by unique_ptr, a store that checks outside its lock.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
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
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>
#include <vector>

struct IEvent { virtual ~IEvent() = default; };
struct TicketOpened : IEvent { explicit TicketOpened(std::string t) : title(std::move(t)) {} const std::string title; };
struct TicketAssigned : IEvent { explicit TicketAssigned(std::string w) : who(std::move(w)) {} const std::string who; };
struct TicketSolved : IEvent {};

class ConcurrencyError : public std::runtime_error { using std::runtime_error::runtime_error; };

class TicketStore {
public:
    std::size_t version() const {
        std::lock_guard<std::mutex> g(mtx);
        return log.size();
    }

    void append(std::size_t expectedVersion, std::shared_ptr<const IEvent> e) {
        if (version() != expectedVersion) throw ConcurrencyError("stale");
        std::lock_guard<std::mutex> g(mtx);
        log.push_back(std::move(e));
    }

    std::vector<std::shared_ptr<const IEvent>> read() const {
        std::lock_guard<std::mutex> g(mtx);
        return log;
    }

private:
    mutable std::mutex mtx;
    std::vector<std::shared_ptr<const IEvent>> log;
};

class Ticket {
public:
    Ticket() {
        table[typeid(TicketOpened)] = [this](const IEvent& e) { title = static_cast<const TicketOpened&>(e).title; };
        table[typeid(TicketAssigned)] = [this](const IEvent& e) { owner = static_cast<const TicketAssigned&>(e).who; };
        table[typeid(TicketSolved)] = [this](const IEvent&) { solved = true; };
    }
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    void dispatch(const IEvent& e) {
        auto it = table.find(typeid(e));
        if (it != table.end()) it->second(e);
        ++version;
    }

    std::shared_ptr<const IEvent> assign(const std::string& who) const {
        if (solved) throw std::logic_error("solved tickets stay with whom they are");
        return std::make_shared<TicketAssigned>(who);
    }

    std::size_t version = 0;
    const std::string& assignee() const { return owner; }

private:
    std::unordered_map<std::type_index, std::function<void(const IEvent&)>> table;
    std::string title, owner;
    bool solved = false;
};

void assignTicket(TicketStore& store, const std::string& who) {
    Ticket ticket;
    for (const auto& e : store.read()) ticket.dispatch(*e);
    store.append(ticket.version, ticket.assign(who));
}

int main() {
    TicketStore store;
    store.append(0, std::make_shared<TicketOpened>("printer on fire"));
    std::thread a([&] { assignTicket(store, "Ann"); });
    std::thread b([&] { assignTicket(store, "Bo"); });
    a.join();
    b.join();
}
// mutant es-append-only violated: log.push_back(std::move(e)); => log.pop_back(); log.push_back(std::move(e));
// mutant es-apply-pure violated: { solved = true; } => { solved = true; std::jthread([] {}); }
