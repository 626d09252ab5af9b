#pragma once
#include <ranges>
namespace ranges { namespace views = std::views; namespace view = std::views; using namespace std::ranges; }
