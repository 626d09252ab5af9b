/* hold_memory KIND MEBIBYTES: has that much memory of that kind at once, prints how much it got, and ends. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { kibibyte = 1 << 10, mebibyte = 1 << 20 };

static char block[64 * kibibyte];
static int queues[16384];
static int queue_count;

/* Each has one MiB more, and gives how many bytes it got. */

static long touch(void* memory) {
  if (memory == MAP_FAILED) return 0;
  memset(memory, 1, mebibyte);
  return mebibyte;
}
static long map_private(void) { return touch(mmap(NULL, mebibyte, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); }
static long map_shared(void) { return touch(mmap(NULL, mebibyte, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)); }
static long locked(void) {
  void* const memory = mmap(NULL, mebibyte, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mlock(memory, mebibyte) == 0 ? mebibyte : touch(memory);
}
static long memory_file(void) {
  const int file = memfd_create("x", 0);
  return file >= 0 && posix_fallocate(file, 0, mebibyte) == 0 ? mebibyte : 0;
}
/* Removed at once, it goes with its last user. */
static long system_v(void) {
  const int number = shmget(IPC_PRIVATE, mebibyte, IPC_CREAT | 0600);
  void* const memory = shmat(number, NULL, 0);
  shmctl(number, IPC_RMID, NULL);
  return memory == (void*)-1 ? 0 : touch(memory);
}
static long fill(int file) {
  long total = 0;
  fcntl(file, F_SETFL, O_NONBLOCK);
  for (ssize_t count; (count = write(file, block, sizeof block)) > 0;) total += count;
  return total;
}
static long pipes(void) {
  long total = 0;
  while (total < mebibyte) {
    int ends[2];
    if (pipe(ends) != 0) break;
    total += fill(ends[1]);
  }
  return total;
}
static long sockets(void) {
  long total = 0;
  while (total < mebibyte) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) break;
    total += fill(ends[0]);
  }
  return total;
}
/* A page of each two MiB needs a page table of its own, which is a page. */
static long page_tables(void) {
  const size_t span = 2UL * mebibyte, count = mebibyte / 4096;
  char* const memory = mmap(NULL, count * span, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return 0;
  madvise(memory, count * span, MADV_NOHUGEPAGE);
  int sum = 0;
  for (size_t i = 0; i < count; ++i) sum += ((volatile char*)memory)[i * span];
  return sum == 0 ? mebibyte : 0;
}
static long messages(void) {
  struct { long kind; char text[8000]; } message = {1, ""};
  long total = 0;
  while (total < mebibyte && queue_count < (int)(sizeof queues / sizeof *queues)) {
    const int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (queue < 0) break;
    queues[queue_count++] = queue;
    while (msgsnd(queue, &message, sizeof message.text, IPC_NOWAIT) == 0) total += (long)sizeof message.text;
  }
  return total;
}

/* Buffers of Internet sockets, for a listener that reads nothing. */
static long tcp(void) {
  static int server = -1;
  static struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  long total = 0;
  if (server < 0) {
    server = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(server, (struct sockaddr*)&address, size) != 0) return 0;
    listen(server, 1);
    getsockname(server, (struct sockaddr*)&address, &size);
  }
  for (int tries = 0; total < mebibyte && tries < 64; ++tries) {
    const int client = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(client, (struct sockaddr*)&address, size) != 0) return total;
    if (accept(server, NULL, NULL) < 0) return total;
    total += fill(client);
  }
  return total;
}
/* Some 192 bytes of the kernel's each. From the end on, as each is then found at once. */
static long record_locks(void) {
  const int file = memfd_create("x", 0), count = mebibyte / 192;
  for (int i = count; i > 0; --i) {
    struct flock one = {.l_type = F_RDLCK, .l_start = 2L * i, .l_len = 1};
    if (fcntl(file, F_SETLK, &one) != 0) return 0;
  }
  return mebibyte;
}
/* Some 336 bytes each, which stay with the file when the mapping is gone. */
static long policies(void) {
  enum { preferred = 1, page = 4096 };
  const int file = memfd_create("x", 0), count = mebibyte / 336;
  unsigned long first_node = 1;
  if (ftruncate(file, 2L * page * count) != 0) return 0;
  for (int i = 0; i < count; ++i) {
    void* const memory = mmap(NULL, page, PROT_READ, MAP_SHARED, file, 2L * page * i);
    if (syscall(SYS_mbind, memory, page, preferred, &first_node, 64, 0) != 0) return 0;
    munmap(memory, page);
  }
  return mebibyte;
}

int main(int argc, char** argv) {
  const struct { const char* name; long (*more)(void); } kinds[] = {{"private", map_private}, {"shared", map_shared},
      {"locked", locked}, {"memory_file", memory_file}, {"system_v", system_v}, {"pipes", pipes}, {"sockets", sockets},
      {"page_tables", page_tables}, {"messages", messages}, {"tcp", tcp}, {"record_locks", record_locks},
      {"policies", policies}};
  long total = 0;
  if (argc < 3) return 2;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i) {
    if (strcmp(kinds[i].name, argv[1]) != 0) continue;
    for (long left = atol(argv[2]); left > 0; --left) total += kinds[i].more();
  }
  printf("%ld\n", total / mebibyte);
  while (queue_count > 0) msgctl(queues[--queue_count], IPC_RMID, NULL);
  return 0;
}
