#include "librdkafka/rdkafka.h"
