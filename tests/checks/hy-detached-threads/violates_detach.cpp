// expect: hy-detached-threads violated
#include <thread>

void pump();

void start() { std::thread(pump).detach(); }
