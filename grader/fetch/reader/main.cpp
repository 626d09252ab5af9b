// assay-fetch REPOSITORY PACK
//
// Reads a repository in the sandbox, for the grader: everything that parses what a student's
// git wrote is in this process, which has a box's memory and time, no network, and nothing
// but the repository to read. See messages.hpp.
#include <new>

#include "fetch/messages.hpp"
#include "fetch/reader/answers.hpp"

int main(int argc, char** argv) {
  using namespace assay::fetch;
  if (argc != 3) return 2;
  WireReader in(wire_inside);
  WireWriter out(wire_inside);
  out.number(greeting);
  if (!out.flush()) return 1;
  const Question question = receive_question(in);
  if (!in.ok()) return 1;
  try {
    reader::answer(question, {argv[1], argv[2]}, in, out);
  } catch (const std::bad_alloc&) {
    // Not by a full memory, which would have ended us: by a size that the repository claims.
    send_verdict(out, refuse("needs_too_much_memory", "the repository claims sizes that no memory holds"));
    out.flush();
  }
  return 0;
}
