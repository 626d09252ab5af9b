// Writes a corpus's seeds as plain bytes, which is what libFuzzer reads.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "support/seeds.hpp"

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s CORPUS FOLDER\n", argv[0]);
    return 2;
  }
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  for (const auto& seed : assay::fuzz::read_seeds(argv[1])) {
    std::ofstream file(folder / seed.name, std::ios::binary);
    file << seed.content;
    if (!file.flush()) throw std::runtime_error("writing " + seed.name + " failed");
  }
  return 0;
} catch (const std::exception& problem) {
  std::fprintf(stderr, "%s\n", problem.what());
  return 1;
}
