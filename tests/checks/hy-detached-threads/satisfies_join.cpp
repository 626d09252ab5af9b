// expect: hy-detached-threads satisfied
#include <thread>

void pump();

void run() {
  std::thread worker(pump);
  worker.join();
}
