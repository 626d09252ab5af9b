// Lines of requests in a file; at the start they are parsed and handled once more.
// label: es-command-sourcing violated
// label: es-snapshot-tail none
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

class Savings {
public:
    explicit Savings(const std::string& f) : file(f) {
        std::ifstream in(file);
        std::string line;
        while (std::getline(in, line)) {
            handle(line);
        }
    }

    bool submit(const std::string& line) {
        std::ofstream(file, std::ios::app) << line << "\n";
        return handle(line);
    }

    double of(const std::string& name) const {
        auto it = money.find(name);
        return it == money.end() ? 0 : it->second;
    }

private:
    bool handle(const std::string& line) {
        std::istringstream in(line);
        std::string verb, name;
        double amount = 0;
        in >> verb >> name >> amount;
        if (verb == "deposit") {
            if (amount <= 0) {
                std::cerr << "refused: " << line << "\n";
                return false;
            }
            money[name] += amount;
            return true;
        }
        if (verb == "withdraw") {
            if (money[name] < amount) {
                std::cerr << "not enough money\n";
                return false;
            }
            money[name] -= amount;
            return true;
        }
        if (verb == "interest") {
            money[name] *= 1.0 + rateOn(std::time(nullptr));
            return true;
        }
        std::cerr << "what is " << verb << "?\n";
        return false;
    }

    static double rateOn(std::time_t t) { return t % 2 == 0 ? 0.01 : 0.02; }

    std::string file;
    std::map<std::string, double> money;
};

int main() {
    Savings s("savings.txt");
    s.submit("deposit ann 100");
    s.submit("withdraw ann 30");
    std::cout << s.of("ann") << "\n";
}
