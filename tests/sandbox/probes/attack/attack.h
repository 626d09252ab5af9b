/* attack NAME [ARGUMENT…]: attempts one thing that the sandbox promises to prevent, and prints one line:
   "got …" with what it gained, "held ERRNO" where it was refused, "absent" where the kernel has no such thing.

   Each is harmless also where it succeeds: it touches only itself, or what a test made for it, or it asks for
   something that changes nothing; the comment beside it says which where that is not plain. */
#ifndef ATTACK_H
#define ATTACK_H

struct attack {
  const char* name;
  void (*attempt)(char** arguments); /* ended by a null pointer */
};

/* Each ends with an entry without a name. */
extern const struct attack calls[];
extern const struct attack devices[];
extern const struct attack files[];
extern const struct attack ipc[];
extern const struct attack mounts[];
extern const struct attack network[];
extern const struct attack privileges[];
extern const struct attack processes[];

void got(const char* what);

/* What `errno` says. */
void held(void);

/* "got" unless `result` is negative. */
void judge(long result);

/* For calls that look at the caller's rights before their arguments, given arguments that cannot be: the
   error that says so is a success, as nothing but the argument was in the way. */
void judge_past(long result, int error);

#endif
