#pragma once
#include <boost/noncopyable.hpp>
