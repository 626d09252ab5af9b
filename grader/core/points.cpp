#include "core/points.hpp"

#include <cassert>
#include <charconv>
#include <cstdlib>

namespace assay::core {

Points Points::share(std::int64_t numerator, std::int64_t denominator) const {
  assert(denominator > 0 && numerator >= 0 && numerator <= denominator);
  return {(hundredths * numerator * 2 + denominator) / (denominator * 2)};
}

Result<Points> parse_points(std::string_view text) {
  const auto wrong = [&] {
    return fail(ErrorKind::usage, "'" + std::string(text) +
                                      "' is not a number of points: expected a decimal with at "
                                      "most two places, such as 7.5");
  };
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  const auto fraction = dot == text.npos ? std::string_view{} : text.substr(dot + 1);
  const auto is_digits = [](std::string_view digits) {
    return !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
  };
  if (!is_digits(whole) || whole.size() > 9) return wrong();
  if (dot != text.npos && (!is_digits(fraction) || fraction.size() > 2)) return wrong();
  std::int64_t hundredths = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), hundredths);
  hundredths *= 100;
  if (!fraction.empty()) {
    std::int64_t decimals = 0;
    std::from_chars(fraction.data(), fraction.data() + fraction.size(), decimals);
    hundredths += fraction.size() == 1 ? decimals * 10 : decimals;
  }
  return Points{hundredths};
}

std::string to_string(Points points) {
  const auto magnitude = std::abs(points.hundredths);
  std::string text = (points.hundredths < 0 ? "-" : "") + std::to_string(magnitude / 100);
  const auto fraction = magnitude % 100;
  if (fraction == 0) return text;
  text += '.';
  text += static_cast<char>('0' + fraction / 10);
  if (fraction % 10 != 0) text += static_cast<char>('0' + fraction % 10);
  return text;
}

}  // namespace assay::core
