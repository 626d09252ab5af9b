// Much that goes wrong in a first attempt: direct writes, a rewriting store, queries that write.
// label: es-role satisfied
// label: es-immutable-events violated
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure violated
// label: es-replay-same-apply violated
// label: es-snapshot-tail violated
// label: es-versioned-events violated
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write violated
// label: cq-commands-return-nothing violated
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

struct WarehouseEvent {
    std::string type;
    std::string product;
    int amount;
    bool handled = false;
};

struct StockReport {
    std::map<std::string, int> stock;
    int queries;
};

class Warehouse {
public:
    std::map<std::string, int> stock;
    std::map<std::string, int> snapshot;
    std::vector<WarehouseEvent> events;
    int queries = 0;

    StockReport receive(const std::string& product, int amount) {
        stock[product] += amount;
        events.push_back({"Received", product, amount});
        return report();
    }

    StockReport ship(const std::string& product, int amount) {
        if (stock[product] >= amount) {
            stock[product] -= amount;
            events.push_back({"Shipped", product, amount});
        }
        return report();
    }

    void apply(WarehouseEvent& e) {
        std::cout << "applying " << e.type << std::endl;
        if (e.type == "Received") {
            stock[e.product] += e.amount;
        } else if (e.type == "Shipped") {
            stock[e.product] -= e.amount;
        }
        e.handled = true;
    }

    void rebuild() {
        stock = snapshot;
        for (auto& e : events) apply(e);
    }

    void makeSnapshot() { snapshot = stock; }

    StockReport report() {
        queries++;
        for (auto it = stock.begin(); it != stock.end();) {
            if (it->second == 0) it = stock.erase(it);
            else ++it;
        }
        return {stock, queries};
    }

    void undoLast() {
        if (!events.empty()) events.pop_back();
        rebuild();
    }

    void save(const std::string& path) {
        std::ofstream f(path);
        for (const auto& e : events) f << e.type << " " << e.product << " " << e.amount << "\n";
    }

    void load(const std::string& path) {
        std::ifstream f(path);
        std::string line;
        while (std::getline(f, line)) {
            std::istringstream s(line);
            WarehouseEvent e;
            s >> e.type >> e.product >> e.amount;
            events.push_back(e);
        }
        rebuild();
    }
};

int main() {
    Warehouse w;
    w.receive("nail", 10);
    w.ship("nail", 3);
    w.makeSnapshot();
    w.rebuild();
    w.undoLast();
    w.save("events.txt");
    return w.report().stock["nail"];
}
