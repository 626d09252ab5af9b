#pragma once

#include <map>

namespace clang {
class CXXRecordDecl;
class QualType;
}  // namespace clang

namespace assay::checks {

enum class GuardShape {
  none,
  standard,    ///< std::lock_guard, scoped_lock, unique_lock, shared_lock (and Boost's)
  own,         ///< a class whose constructor locks and whose destructor unlocks
  own_unsure,  ///< a class that holds a lock object, which may be empty
};

/// Recognises mutexes and lock objects by what they are, not by how they are called.
class LockShapes {
 public:
  /// What kind of lock object a variable of this type is; references are none.
  [[nodiscard]] GuardShape guard_shape(clang::QualType type);

  /// Whether a class is a mutex: std's, Boost's, or one of the submission's whose
  /// `lock()` locks a mutex or spins on an atomic.
  [[nodiscard]] bool is_mutex(const clang::CXXRecordDecl* record);

 private:
  bool may_hold_guard(const clang::CXXRecordDecl& record);
  GuardShape classify(const clang::CXXRecordDecl& record);
  std::map<const clang::CXXRecordDecl*, GuardShape> guards_;
  std::map<const clang::CXXRecordDecl*, bool> mutexes_;
};

}  // namespace assay::checks
