// Visited sets of graph searches.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <functional>
#include <queue>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

struct Node {
  int id = 0;
  std::vector<int> next;
};

class Graph {
 public:
  void breadth_first(int start, const std::function<void(const Node&)>& visit) {
    std::set<int> seen;
    std::queue<int> open;
    open.push(start);
    while (!open.empty()) {
      const int at = open.front();
      open.pop();
      if (!seen.insert(at).second) continue;
      visit(nodes_[static_cast<std::size_t>(at)]);
      for (int n : nodes_[static_cast<std::size_t>(at)].next)
        if (!seen.count(n)) open.push(n);
    }
  }

 private:
  std::vector<Node> nodes_;
};

class Crawler {
 public:
  virtual ~Crawler() = default;
  virtual std::vector<std::string> links(const std::string& url) = 0;
  void crawl(const std::string& url) {
    if (known_.count(url)) return;
    known_.insert(url);
    for (const auto& next : links(url)) crawl(next);
  }

 private:
  std::unordered_set<std::string> known_;
};
