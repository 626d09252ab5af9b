#pragma once
#include <absl/status/statusor.h>
