#pragma once
#include <boost/uuid/uuid.hpp>
