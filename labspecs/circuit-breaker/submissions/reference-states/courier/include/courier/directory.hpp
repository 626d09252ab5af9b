#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace courier {

/// Entries by name, made when they are first asked for, and there for good. Finding one
/// takes no lock: an entry is complete before its chain shows it, and never moves.
template <typename Entry>
class Directory {
 public:
  Directory() = default;
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    for (auto& chain : chains_) {
      for (const Node* node = chain.load(); node != nullptr;) delete std::exchange(node, node->next);
    }
  }

  template <typename... Args>
  Entry& at(const std::string& name, const Args&... args) {
    auto& chain = chains_[std::hash<std::string>()(name) % chains_.size()];
    if (Node* known = find(chain, name)) return known->entry;
    const std::scoped_lock one_writer(adding_);
    if (Node* known = find(chain, name)) return known->entry;
    auto fresh = std::make_unique<Node>(name, chain.load(std::memory_order_relaxed), args...);
    chain.store(fresh.get(), std::memory_order_release);
    return fresh.release()->entry;
  }

 private:
  struct Node {
    template <typename... Args>
    Node(std::string known_as, Node* after, const Args&... args)
        : name(std::move(known_as)), next(after), entry(args...) {}
    const std::string name;
    Node* const next;
    Entry entry;
  };
  using Chain = std::atomic<Node*>;

  static Node* find(const Chain& chain, const std::string& name) {
    Node* node = chain.load(std::memory_order_acquire);
    while (node != nullptr && node->name != name) node = node->next;
    return node;
  }

  std::array<Chain, 256> chains_{};
  std::mutex adding_;  // of entries; whoever finds one does not need it
};

}  // namespace courier
