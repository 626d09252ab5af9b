#pragma once
#include <folly/Function.h>
