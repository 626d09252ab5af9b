#pragma once
#include <unordered_map>
#include <unordered_set>
namespace absl {
template <class K, class V, class... R> using flat_hash_map = std::unordered_map<K, V, R...>; template <class K, class V, class... R> using node_hash_map = std::unordered_map<K, V, R...>;
template <class K, class... R> using flat_hash_set = std::unordered_set<K, R...>;
}
