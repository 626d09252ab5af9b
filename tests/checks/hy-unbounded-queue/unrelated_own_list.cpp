// expect: hy-unbounded-queue inconclusive
#include <vector>

int sum(int count) {
  std::vector<int> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(i);
  int total = 0;
  while (!numbers.empty()) {
    total += numbers.back();
    numbers.pop_back();
  }
  return total;
}
