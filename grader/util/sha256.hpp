#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace assay::util {

/// SHA-256 (FIPS 180-4) over what is added, in lower-case hexadecimal.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  /// Adds the length first, so that two fields cannot pass for one.
  void add_field(std::string_view bytes);
  [[nodiscard]] std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace assay::util
