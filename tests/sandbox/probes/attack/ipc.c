/* What processes share by number or by name. Reads only what a test put there. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attack.h"

static void shared_memory(char** a) {
  const char* const text = shmat(atoi(a[0]), NULL, SHM_RDONLY);
  if (text == (const char*)-1) return held();
  got(text);
}
static void message(char** a) {
  struct { long kind; char text[64]; } one = {0};
  if (msgrcv(atoi(a[0]), &one, sizeof one.text - 1, 0, IPC_NOWAIT | MSG_NOERROR) < 0) return held();
  got(one.text);
}
static void semaphore(char** a) { judge(semctl(atoi(a[0]), 0, GETVAL)); }
static void message_queue(char** a) {
  char text[64] = "";
  const mqd_t queue = mq_open(a[0], O_RDONLY | O_NONBLOCK);
  if (queue < 0 || mq_receive(queue, text, sizeof text, NULL) < 0) return held();
  got(text);
}
/* The one that the test linked to the keyring of its user. */
static void key(char** a) {
  char text[64] = "";
  const long number = syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", a[0], 0);
  if (number < 0 || syscall(SYS_keyctl, KEYCTL_READ, number, text, sizeof text - 1) < 0) return held();
  got(text);
}
static void named_memory(char** a) {
  char text[64] = "";
  char path[128];
  snprintf(path, sizeof path, "/dev/shm/%s", a[0]);
  const int file = open(path, O_RDONLY);
  if (file < 0 || read(file, text, sizeof text - 1) < 0) return held();
  got(text);
}

const struct attack ipc[] = {{"shared_memory", shared_memory}, {"message", message}, {"semaphore", semaphore},
    {"message_queue", message_queue}, {"key", key}, {"named_memory", named_memory}, {0}};
