/* Sockets. None sends anything further than to a test's own listener. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "attack.h"

enum { mptcp = 262 };

static void make(int family, int kind, int protocol) {
  judge(socket(family, kind, protocol));
}
static void inet(char** a) { (void)a; make(AF_INET, SOCK_STREAM, 0); }
static void inet_high(char** a) { (void)a; judge(syscall(SYS_socket, 0x100000000UL | AF_INET, SOCK_STREAM, 0)); }
static void inet_datagram(char** a) { (void)a; make(AF_INET, SOCK_DGRAM, 0); }
static void inet6(char** a) { (void)a; make(AF_INET6, SOCK_STREAM, 0); }
static void raw(char** a) { (void)a; make(AF_INET, SOCK_RAW, IPPROTO_ICMP); }
static void netlink(char** a) { (void)a; make(AF_NETLINK, SOCK_RAW, 0); }
static void packet(char** a) { (void)a; make(AF_PACKET, SOCK_RAW, 0); }
static void vsock(char** a) { (void)a; make(AF_VSOCK, SOCK_STREAM, 0); }
/* A protocol that is part of the kernel: asking for another would load its module. */
static void other_protocol(char** a) { (void)a; make(AF_INET, SOCK_STREAM, mptcp); }
/* The family looks at the pair, which it has not, only once it is there. */
static void pair(char** a) {
  int ends[2];
  (void)a;
  judge_past(socketpair(AF_INET, SOCK_STREAM, 0, ends), EOPNOTSUPP);
}
static void talk(int family, const void* address, socklen_t size) {
  char text[64] = "";
  const int client = socket(family, SOCK_STREAM, 0);
  if (client < 0 || connect(client, address, size) != 0 || read(client, text, sizeof text - 1) < 0) return held();
  got(text);
}
static void port(char** a) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(a[0]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  talk(AF_INET, &address, sizeof address);
}
static void abstract_name(char** a) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + 1, a[0], sizeof address.sun_path - 2);
  talk(AF_UNIX, &address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(a[0])));
}
static void named(char** a) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, a[0], sizeof address.sun_path - 1);
  talk(AF_UNIX, &address, sizeof address);
}

const struct attack network[] = {{"inet", inet}, {"inet_high", inet_high}, {"inet_datagram", inet_datagram},
    {"inet6", inet6}, {"raw", raw}, {"netlink", netlink}, {"packet", packet}, {"vsock", vsock},
    {"other_protocol", other_protocol}, {"pair", pair}, {"port", port}, {"abstract_name", abstract_name},
    {"named", named}, {0}};
