// Asks a person until a number is typed, finds a free name, and refines a root: loops that
// end on success, and nothing that fails is invoked again unchanged.
// label: rt-role none
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <limits>
#include <string>

int ask_number(std::istream& in, std::ostream& out) {
  int number = 0;
  while (true) {
    out << "How many? ";
    if (in >> number) return number;
    if (in.eof()) return -1;
    in.clear();
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
}

std::string free_name(const std::string& stem) {
  for (int i = 0; i < 1000; ++i) {
    const std::string name = stem + std::to_string(i) + ".log";
    if (!std::ifstream(name)) return name;
  }
  return {};
}

double root(double (*f)(double), double low, double high) {
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    const double value = f(middle);
    if (std::fabs(value) < 1e-12) return middle;
    if (value > 0)
      high = middle;
    else
      low = middle;
  }
  return (low + high) / 2;
}
