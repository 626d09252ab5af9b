// expect: hy-raw-ownership inconclusive
#include <string>

std::string on_message(const std::string& text) { return text + "!"; }
