/* connect loopback: listens on 127.0.0.1 and connects to itself. connect port NUMBER, connect abstract NAME: to the
   host's. connect talk NUMBER: says "ping" there and prints the answer. connect listen NUMBER: listens there itself.
   connect answer NUMBER WORD: listens there, and sends what it is told back behind WORD, one connection after the other. Prints "ok" or the errno's name. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connected_to(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  if (client < 0 || connect(client, (struct sockaddr*)&address, sizeof address) != 0) return -1;
  return client;
}

static int to_port(int port) { return connected_to(port) < 0 ? -1 : 0; }

static int talk(int port) {
  char answer[64];
  const int client = connected_to(port);
  if (client < 0 || write(client, "ping", 4) != 4) return -1;
  for (ssize_t count; (count = read(client, answer, sizeof answer)) != 0;) {
    if (count < 0 || fwrite(answer, 1, (size_t)count, stdout) != (size_t)count) return -1;
  }
  putchar('\n');
  return 0;
}

static int listen_there(int port) {
  const struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  const int on = 1;
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(server, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  return bind(server, (const struct sockaddr*)&address, sizeof address) == 0 ? listen(server, 1) : -1;
}

static int answer(int port, const char* word) {
  char told[64];
  const struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(server, (const struct sockaddr*)&address, sizeof address) != 0 || listen(server, 1) != 0) return -1;
  for (int client; (client = accept(server, NULL, NULL)) >= 0; close(client)) {
    for (ssize_t count; (count = read(client, told, sizeof told)) > 0;) {
      if (write(client, word, strlen(word)) < 0 || write(client, told, (size_t)count) < 0) return -1;
    }
  }
  return -1;
}

static int to_itself(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  if (server < 0 || bind(server, (struct sockaddr*)&address, size) != 0 || listen(server, 1) != 0) return -1;
  getsockname(server, (struct sockaddr*)&address, &size);
  return to_port(ntohs(address.sin_port));
}

static int to_abstract(const char* name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + 1, name, sizeof address.sun_path - 2);
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  return connect(client, (struct sockaddr*)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name)));
}

int main(int argc, char** argv) {
  int result;
  if (argc < 2) return 2;
  if (!strcmp(argv[1], "loopback")) {
    result = to_itself();
  } else if (!strcmp(argv[1], "port")) {
    result = to_port(atoi(argv[2]));
  } else if (!strcmp(argv[1], "talk")) {
    result = talk(atoi(argv[2]));
  } else if (!strcmp(argv[1], "listen")) {
    result = listen_there(atoi(argv[2]));
  } else if (!strcmp(argv[1], "answer")) {
    result = answer(atoi(argv[2]), argv[3]);
  } else {
    result = to_abstract(argv[2]);
  }
  puts(result == 0 ? "ok" : strerrorname_np(errno));
  return 0;
}
