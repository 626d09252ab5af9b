// A query service over the write side's repository: reading a price also fixes the aggregate.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write violated
// label: cq-commands-return-nothing violated
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct Ev {
    enum Type { LISTED, BID, SOLD } type;
    std::string who;
    long price;
};

class Auction {
public:
    void apply(const Ev& ev) {
        if (ev.type == Ev::LISTED) {
            price_ = ev.price;
            seller_ = ev.who;
        }
        if (ev.type == Ev::BID) {
            price_ = ev.price;
            bidder_ = ev.who;
        }
        if (ev.type == Ev::SOLD) sold_ = true;
        version_++;
    }

    std::optional<Ev> bid(const std::string& who, long price) const {
        if (sold_ || price <= price_) return std::nullopt;
        return Ev{Ev::BID, who, price};
    }

    long price() {
        asked_++;
        if (price_ < 0) price_ = 0;
        return price_;
    }
    const std::string& bidder() const { return bidder_; }
    unsigned version() const { return version_; }

private:
    long price_ = 0;
    std::string seller_, bidder_;
    bool sold_ = false;
    unsigned version_ = 0;
    unsigned asked_ = 0;
};

class Repository {
public:
    Auction get(const std::string& id) {
        std::lock_guard<std::mutex> l(m_);
        Auction a;
        for (const Ev& ev : streams_[id]) a.apply(ev);
        return a;
    }
    bool add(const std::string& id, unsigned expected, const Ev& ev) {
        std::lock_guard<std::mutex> l(m_);
        auto& s = streams_[id];
        if (s.size() != expected) return false;
        s.push_back(ev);
        return true;
    }

private:
    std::mutex m_;
    std::map<std::string, std::vector<Ev>> streams_;
};

struct BidAnswer {
    std::string highest;
    long price;
};

BidAnswer handleBid(Repository& repo, const std::string& id, const std::string& who, long price) {
    Auction a = repo.get(id);
    if (auto ev = a.bid(who, price); ev && repo.add(id, a.version(), *ev)) a.apply(*ev);
    return {a.bidder(), a.price()};
}

int main() {
    Repository repo;
    repo.add("vase", 0, {Ev::LISTED, "s", 10});
    return static_cast<int>(handleBid(repo, "vase", "b", 12).price);
}
// mutant es-expected-version violated: if (s.size() != expected) return false; =>
// mutant es-append-only violated: s.push_back(ev); => s.insert(s.begin(), ev); s.erase(s.begin() + 1, s.end());
