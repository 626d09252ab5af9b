#include "librdkafka/rdkafka_mock.h"
