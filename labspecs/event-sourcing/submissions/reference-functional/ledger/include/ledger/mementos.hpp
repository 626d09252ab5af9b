// Snapshots. They are hints: one that cannot be read, or is not of the log that there is, is as good as none.
#pragma once

#include <array>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "ledger/evolve.hpp"
#include "ledger/items.hpp"

namespace ledger {

/// CRC-32 of IEEE 802.3, which finds damage.
[[nodiscard]] constexpr std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xffff'ffff;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xedb8'8320 & (0U - (crc & 1U)));
  }
  return ~crc;
}
static_assert(crc32("123456789") == 0xcbf4'3926);

/// The layout of what follows. Another one is not read.
inline constexpr int memento_form = 1;

struct Mementos {
  Session session;
  std::string table;
};

/// All that is stored of a snapshot but the checksum itself.
[[nodiscard]] inline Json memento(const std::string& subject, const lab::Order& order, const std::string& event_id) {
  return {{"form", memento_form}, {"subject", subject}, {"event", event_id}, {"order", order}};
}

inline void keep(const Mementos& mementos, const std::string& subject, const lab::Order& order, const std::string& event_id) {
  const std::string text = text_of(memento(subject, order, event_id));
  const db::Item item{{"subject", db::AttributeValue::s(subject)},
                      {"memento", db::AttributeValue::b(text)},
                      {"crc32", db::AttributeValue::n(crc32(text))}};
  ask(mementos.session, [&](db::Client& client) { client.put_item({mementos.table, item, {}, {}, {}}); });
}

[[nodiscard]] inline std::optional<Standing> standing_in(const db::Item& item, const std::string& subject) {
  try {
    const std::string& text = item.at("memento").b();
    if (item.at("crc32").n() != crc32(text)) return std::nullopt;
    return parsed(text, [&](const Json& json) -> std::optional<Standing> {
      if (json.at("form") != memento_form || json.at("subject") != subject) return std::nullopt;
      const auto order = json.at("order").get<lab::Order>();
      return Standing{order, order.version, json.at("event").get<std::string>()};
    });
  } catch (const std::exception&) {
    return std::nullopt;  // the log knows it all
  }
}

[[nodiscard]] inline std::optional<Standing> recalled(const Mementos& mementos, const std::string& subject) {
  const auto item = fetched(mementos.session, mementos.table, {{"subject", db::AttributeValue::s(subject)}});
  return item ? standing_in(*item, subject) : std::nullopt;
}

}  // namespace ledger
