#pragma once
#include <cppkafka/cppkafka.h>
