#pragma once
#include <range/v3/all.hpp>
