// Goes on with the next item when one fails: no item is tried twice.
// label: rt-role none
#include <cstddef>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void write(const std::string& table, const std::map<std::string, std::string>& row) = 0;
  virtual bool verify(const std::string& table) = 0;
};

int export_all(Exporter& exporter, const std::vector<std::pair<std::string, std::map<std::string, std::string>>>& rows) {
  int failed = 0;
  for (const auto& [table, row] : rows) {
    try {
      exporter.write(table, row);
    } catch (const std::exception& e) {
      ++failed;
      std::cerr << table << ": " << e.what() << '\n';
    }
  }
  return failed;
}

// The first server that answers is taken.
std::string first_verified(Exporter& exporter, const std::vector<std::string>& tables) {
  for (std::size_t i = 0; i < tables.size(); ++i)
    if (exporter.verify(tables[i])) return tables[i];
  return {};
}
