// Collects the errors of a form beside its good fields.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <map>
#include <string>
#include <vector>

struct Problem {
  std::string field;
  std::string reason;
};

class Form {
 public:
  bool check(const std::map<std::string, std::string>& input) {
    problems_.clear();
    for (const auto& [field, value] : input) {
      if (value.empty()) {
        problems_.push_back({field, "is missing"});
        continue;
      }
      if (value.size() > 80) problems_.push_back({field, "is too long"});
      values_[field] = value;
    }
    return problems_.empty();
  }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
  std::map<std::string, std::string> values_;
};
