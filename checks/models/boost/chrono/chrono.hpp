#pragma once
#include <boost/chrono.hpp>
