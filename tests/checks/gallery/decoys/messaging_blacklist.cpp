// Hosts that failed are not asked again for a while.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual bool fetch(const std::string& host, const std::string& path, std::string& out) = 0;
};

class Mirrors {
 public:
  Mirrors(Fetcher& f, std::vector<std::string> hosts) : f_(f), hosts_(std::move(hosts)) {}

  bool download(const std::string& path, std::string& out) {
    for (const auto& host : hosts_) {
      if (banned_.count(host)) continue;
      if (f_.fetch(host, path, out)) return true;
      if (++failures_[host] > 3) banned_.insert(host);
    }
    return false;
  }
  void pardon() {
    banned_.clear();
    failures_.clear();
  }

 private:
  Fetcher& f_;
  std::vector<std::string> hosts_;
  std::set<std::string> banned_;
  std::map<std::string, int> failures_;
};
