// Single letters, structs, no classes to speak of.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure violated
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing violated
#include <iostream>
#include <list>
#include <map>
#include <string>

struct E { char t; std::string k; int v; };
struct S { std::map<std::string, int> m; int n = 0; };

std::list<E> L;

void f(S& s, const E& e) {
  if (e.t == '+') s.m[e.k] += e.v;
  else if (e.t == '-') s.m[e.k] -= e.v;
  std::cout << e.t << e.k << '\n';
}

S g() {
  S s;
  for (const E& e : L) f(s, e);
  return s;
}

S h(const std::string& k, int v) {
  S s = g();
  if (v > 100) return s;
  E e{'+', k, v};
  L.push_back(e);
  f(s, e);
  s.n = s.n + 1;
  return s;
}

S q(S& s, const std::string& k, int v) {
  if (s.m[k] < v) return s;
  s.m[k] -= v;
  L.push_back(E{'-', k, v});
  return s;
}

int main() {
  S s = h("a", 3);
  s = q(s, "a", 1);
  return g().m["a"];
}
// mutant es-append-only violated: L.push_back(e); => L.clear(); L.push_back(e);
// mutant es-immutable-events violated: for (const E& e : L) f(s, e); => for (E& e : L) { f(s, e); e.v = 0; }
