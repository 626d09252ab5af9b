#pragma once
#include <absl/synchronization/mutex.h>
