#pragma once
#include <folly/Synchronized.h>
