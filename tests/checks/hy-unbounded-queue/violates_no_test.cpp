// expect: hy-unbounded-queue violated
#include <deque>
#include <mutex>
#include <string>

std::mutex mutex;
std::deque<std::string> lines;

void add(std::string line) {
  const std::lock_guard<std::mutex> lock(mutex);
  lines.push_back(std::move(line));
}

std::string take() {
  const std::lock_guard<std::mutex> lock(mutex);
  if (lines.empty()) return {};
  auto line = lines.front();
  lines.pop_front();
  return line;
}
