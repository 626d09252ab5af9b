// Student style: a base class of events, raw dynamic_casts in an if-chain that ends silently.
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
#include <iostream>
#include <memory>
#include <string>
#include <vector>

class Event {
public:
    virtual ~Event() {}
};

class OrderCreated : public Event {
public:
    const std::string customer;
    OrderCreated(const std::string& c) : customer(c) {}
};

class ItemAdded : public Event {
public:
    const std::string sku;
    const int quantity;
    ItemAdded(const std::string& s, int q) : sku(s), quantity(q) {}
};

class OrderShipped : public Event {};

class EventStore {
public:
    void save(std::shared_ptr<Event> e) { events.push_back(e); }
    const std::vector<std::shared_ptr<Event>>& all() const { return events; }
private:
    std::vector<std::shared_ptr<Event>> events;
};

class Order {
public:
    explicit Order(EventStore& s) : store(s) {}

    void load() {
        for (size_t i = 0; i < store.all().size(); i++) {
            apply(*store.all()[i]);
        }
    }

    bool addItem(const std::string& sku, int quantity) {
        if (quantity <= 0) {
            std::cout << "Quantity must be positive" << std::endl;
            return false;
        }
        if (shipped) return false;
        auto e = std::make_shared<ItemAdded>(sku, quantity);
        apply(*e);
        store.save(e);
        return true;
    }

    bool ship() {
        if (items == 0 || shipped) return false;
        auto e = std::make_shared<OrderShipped>();
        apply(*e);
        store.save(e);
        return true;
    }

    int itemCount() const { return items; }

private:
    void apply(const Event& e) {
        if (auto created = dynamic_cast<const OrderCreated*>(&e)) {
            customer = created->customer;
        } else if (auto added = dynamic_cast<const ItemAdded*>(&e)) {
            items += added->quantity;
        } else if (dynamic_cast<const OrderShipped*>(&e)) {
            shipped = true;
        }
    }

    EventStore& store;
    std::string customer;
    int items = 0;
    bool shipped = false;
};

int main() {
    EventStore store;
    store.save(std::make_shared<OrderCreated>("Bob"));
    Order order(store);
    order.load();
    order.addItem("book", 2);
    order.ship();
    Order again(store);
    again.load();
    std::cout << again.itemCount() << std::endl;
}
// mutant es-apply-pure violated: customer = created->customer; => customer = created->customer; std::cout << customer;
// mutant es-writes-in-apply violated: if (shipped) return false; => if (shipped) return false; items += quantity;
// mutant es-replay-same-apply violated: apply(*store.all()[i]); => if (auto added = dynamic_cast<const ItemAdded*>(store.all()[i].get())) items += added->quantity; else shipped = true;
