// expect: es-immutable-events violated
// Applying an event sends letters and asks a tax service: effects on every replay.
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct MailGateway {
    virtual ~MailGateway() = default;
    virtual void sendMail(const std::string& address, const std::string& body) = 0;
};

struct TaxService {
    virtual ~TaxService() = default;
    virtual double rateFor(const std::string& country) = 0;
};

struct Event {
    virtual ~Event() = default;
    virtual int typeId() const = 0;
};
struct OrderPlaced : Event {
    std::string address, country;
    double net = 0;
    double gross = 0;
    OrderPlaced(std::string a, std::string c, double n) : address(std::move(a)), country(std::move(c)), net(n) {}
    int typeId() const override { return 1; }
};
struct OrderPaid : Event {
    int typeId() const override { return 2; }
};

class OrderAggregate {
public:
    OrderAggregate(MailGateway& m, TaxService& t) : mail(m), tax(t) {}

    void loadFrom(std::vector<std::unique_ptr<Event>>& stream) {
        for (auto& e : stream) apply(*e);
    }

    void place(std::vector<std::unique_ptr<Event>>& stream, std::string to, std::string country, double net) {
        if (placed) throw std::logic_error("placed already");
        if (net <= 0) throw std::invalid_argument("net");
        stream.push_back(std::make_unique<OrderPlaced>(std::move(to), std::move(country), net));
        apply(*stream.back());
    }

    void pay(std::vector<std::unique_ptr<Event>>& stream) {
        if (!placed || paid) throw std::logic_error("nothing to pay");
        stream.push_back(std::make_unique<OrderPaid>());
        apply(*stream.back());
    }

private:
    void apply(Event& e) {
        switch (e.typeId()) {
            case 1: applyPlaced(static_cast<OrderPlaced&>(e)); break;
            case 2: paid = true; break;
            default: throw std::runtime_error("cannot apply");
        }
    }

    void applyPlaced(OrderPlaced& e) {
        placed = true;
        e.gross = e.net * (1 + tax.rateFor(e.country));
        total = e.gross;
        address = e.address;
        mail.sendMail(address, "thank you for your order");
    }

    MailGateway& mail;
    TaxService& tax;
    std::string address;
    double total = 0;
    bool placed = false, paid = false;
};
