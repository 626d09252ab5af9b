#pragma once
#include <kafka/KafkaClient.h>
