#include "util/fd.hpp"

#include <unistd.h>

namespace assay::util {

void Fd::reset(int number) {
  if (number_ >= 0) ::close(number_);
  number_ = number;
}

}  // namespace assay::util
