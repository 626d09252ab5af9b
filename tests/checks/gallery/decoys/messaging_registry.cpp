// Names that may be registered only once.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

class Registry {
 public:
  using Maker = std::function<std::unique_ptr<int>()>;
  bool add(const std::string& name, Maker maker) {
    std::lock_guard<std::mutex> l(m_);
    if (makers_.count(name) > 0) return false;
    makers_[name] = std::move(maker);
    return true;
  }
  std::unique_ptr<int> make(const std::string& name) {
    std::lock_guard<std::mutex> l(m_);
    const auto it = makers_.find(name);
    if (it == makers_.end()) throw std::out_of_range(name);
    return it->second();
  }
  void join(const std::string& user) {
    if (!online_.insert(user).second) throw std::logic_error("already here");
    greet(user);
  }
  void leave(const std::string& user) { online_.erase(user); }

 private:
  void greet(const std::string& user) { last_ = user; }
  std::mutex m_;
  std::map<std::string, Maker> makers_;
  std::set<std::string> online_;
  std::string last_;
};
