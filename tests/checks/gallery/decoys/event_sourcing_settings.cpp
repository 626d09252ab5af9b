// Settings from a file of lines: each line sets a field; the file is rewritten as a whole.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

struct Setting {
  std::string key, value;
};

class Config {
 public:
  void load(const std::string& path) {
    std::ifstream in(path);
    std::string key, value;
    while (in >> key >> value) set({key, value});
  }
  void set(const Setting& s) {
    if (s.key == "host") host_ = s.value;
    else if (s.key == "port") port_ = std::stoi(s.value);
    else if (s.key == "verbose") verbose_ = s.value == "yes";
    else std::cerr << "unknown key " << s.key << '\n';
  }
  void save(const std::string& path) const {
    std::ofstream out(path);
    for (const auto& s : {Setting{"host", host_}, Setting{"port", std::to_string(port_)}, Setting{"verbose", verbose_ ? "yes" : "no"}})
      out << s.key << ' ' << s.value << '\n';
  }

 private:
  std::string host_ = "localhost";
  int port_ = 80;
  bool verbose_ = false;
};

int main() {
  Config config;
  config.load("app.conf");
  config.set({"port", "8080"});
  config.save("app.conf");
}
