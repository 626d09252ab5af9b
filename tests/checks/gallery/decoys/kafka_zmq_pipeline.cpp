// label: kf-role none
// label: kf-poll-not-blocked none
// label: kf-flush-close none
// A pipeline over message sockets with a poll loop.
#include <cstring>
#include <iostream>
#include <string>

extern "C" {
void* zmq_ctx_new(void);
void* zmq_socket(void*, int);
int zmq_connect(void*, const char*);
int zmq_setsockopt(void*, int, const void*, unsigned long);
int zmq_recv(void*, void*, unsigned long, int);
int zmq_send(void*, const void*, unsigned long, int);
struct zmq_item { void* socket; int fd; short events; short revents; };
int zmq_poll(struct zmq_item*, int, long);
unsigned int sleep(unsigned int);
}

int main() {
  void* context = zmq_ctx_new();
  void* in = zmq_socket(context, 7);
  void* out = zmq_socket(context, 8);
  zmq_setsockopt(in, 6, "orders", 6);
  if (zmq_connect(in, "tcp://localhost:5557") != 0 || zmq_connect(out, "tcp://localhost:5558") != 0) return 1;
  char buffer[256];
  for (;;) {
    zmq_item items[] = {{in, 0, 1, 0}};
    if (zmq_poll(items, 1, 1000) < 0) break;
    if (items[0].revents == 0) {
      sleep(1);
      continue;
    }
    const int size = zmq_recv(in, buffer, sizeof buffer, 0);
    if (size > 0) zmq_send(out, buffer, static_cast<unsigned long>(size), 0);
  }
  std::cerr << "stopped\n";
}
