// A cache of computed results, with eviction.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

double integral(double a, double b);

class Memo {
 public:
  double value(int n) {
    std::lock_guard<std::mutex> l(m_);
    auto it = known_.find(n);
    if (it != known_.end()) return it->second;
    const double v = integral(0.0, n);
    known_.emplace(n, v);
    order_.push_back(n);
    if (order_.size() > 64) {
      known_.erase(order_.front());
      order_.pop_front();
    }
    return v;
  }

 private:
  std::mutex m_;
  std::unordered_map<int, double> known_;
  std::list<int> order_;
};

class FileCache {
 public:
  const std::string& load(const std::string& path) {
    auto [it, fresh] = files_.try_emplace(path);
    if (fresh) it->second = read(path);
    return it->second;
  }

 private:
  static std::string read(const std::string& path);
  std::unordered_map<std::string, std::string> files_;
};
std::string FileCache::read(const std::string& path) { return path; }
double integral(double a, double b) { return b - a; }
