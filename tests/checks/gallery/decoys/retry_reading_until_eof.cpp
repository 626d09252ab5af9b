// Reads until the end, and skips what cannot be parsed.
// label: rt-role none
#include <unistd.h>

#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

struct Row {
  int id = 0;
  double price = 0;
};

Row parse(const std::string& line) {
  const auto comma = line.find(',');
  if (comma == std::string::npos) throw std::invalid_argument("no comma");
  return {std::stoi(line.substr(0, comma)), std::stod(line.substr(comma + 1))};
}

std::vector<Row> load(std::istream& in, int& bad) {
  std::vector<Row> rows;
  std::string line;
  while (std::getline(in, line)) {
    try {
      rows.push_back(parse(line));
    } catch (const std::exception&) {
      ++bad;
    }
  }
  return rows;
}

long drain(int fd, std::string& all) {
  char buffer[4096];
  long total = 0;
  for (;;) {
    const ssize_t got = read(fd, buffer, sizeof buffer);
    if (got <= 0) break;
    all.append(buffer, static_cast<std::size_t>(got));
    total += got;
  }
  return total;
}
