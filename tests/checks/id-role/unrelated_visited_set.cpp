// expect: id-role inconclusive
#include <set>
#include <string>
#include <vector>

struct Node {
  int id = 0;
  std::vector<Node*> next;
};
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void visit(const Node& node) = 0;
};
class Walk {
 public:
  void from(Node& node, Visitor& visitor) {
    if (!seen_.insert(node.id).second) return;
    visitor.visit(node);
    for (auto* next : node.next) from(*next, visitor);
  }

 private:
  std::set<int> seen_;
};
