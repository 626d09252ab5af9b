// expect: es-append-only violated
// A table of events that is updated and pruned; payloads with no schema version.
#include <functional>
#include <map>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

struct Db {
    std::function<void(const std::string&, const std::vector<std::string>&)> exec;
    std::function<std::vector<std::vector<std::string>>(const std::string&, const std::vector<std::string>&)> select;
};

struct StockEvent {
    std::string name;
    std::string sku;
    int delta;
};

class StockEventTable {
public:
    explicit StockEventTable(Db& d) : db(d) {}

    void insert(const StockEvent& e) {
        db.exec("insert into stock_events(name, sku, delta) values (?, ?, ?)", {e.name, e.sku, std::to_string(e.delta)});
    }

    void fix(int row, int delta) {
        db.exec("update stock_events set delta = ? where rowid = ?", {std::to_string(delta), std::to_string(row)});
    }

    void prune(const std::string& sku) { db.exec("delete from stock_events where sku = ?", {sku}); }

    std::vector<StockEvent> select() {
        std::vector<StockEvent> result;
        for (auto& r : db.select("select name, sku, delta from stock_events order by rowid", {}))
            result.push_back(StockEvent{r[0], r[1], std::stoi(r[2])});
        return result;
    }

private:
    Db& db;
};

class Stock {
public:
    Stock(StockEventTable& t, std::ostream& log) : table(t), out(log) {
        for (auto& e : table.select()) handle(e);
    }

    void receive(const std::string& sku, int n) {
        if (n <= 0) throw std::invalid_argument("n");
        publish(StockEvent{"received", sku, n});
    }

    void ship(const std::string& sku, int n) {
        if (counts[sku] < n) throw std::runtime_error("out of stock");
        publish(StockEvent{"shipped", sku, n});
    }

private:
    void publish(const StockEvent& e) {
        table.insert(e);
        handle(e);
    }

    void handle(const StockEvent& e) {
        out << "stock: " << e.name << std::endl;
        if (e.name == "received")
            counts[e.sku] += e.delta;
        else if (e.name == "shipped")
            counts[e.sku] -= e.delta;
    }

    StockEventTable& table;
    std::ostream& out;
    std::map<std::string, int> counts;
};
