#include "librdkafka/rdkafkacpp.h"
