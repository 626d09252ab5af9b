// label: kf-role none
// label: kf-flush-close none
// label: kf-commit-after-processing none
// An interface with a double for tests; no client stands behind it.
#include <cassert>
#include <deque>
#include <string>
#include <vector>

struct Record {
  long offset;
  std::string value;
};

class Source {
 public:
  virtual ~Source() = default;
  virtual bool poll(Record& record) = 0;
  virtual void commit(long offset) = 0;
};

class MockKafkaSource : public Source {
 public:
  std::deque<Record> records;
  std::vector<long> commits;
  bool poll(Record& record) override {
    if (records.empty()) return false;
    record = records.front();
    records.pop_front();
    return true;
  }
  void commit(long offset) override { commits.push_back(offset); }
};

int main() {
  MockKafkaSource source;
  source.records = {{1, "a"}, {2, "b"}};
  Record record{};
  std::string all;
  while (source.poll(record)) {
    source.commit(record.offset);
    all += record.value;
  }
  assert(source.commits.size() == 2 && all == "ab");
}
