// libgit2 1.5 does not free PCRE2's match data where a pattern over configuration keys does
// not match (src/util/regexp.c, git_regexp_match): about 20 KiB for each key looked at.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier): LeakSanitizer's name

extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2-8\n"; }
