#pragma once
#include <absl/functional/any_invocable.h>
