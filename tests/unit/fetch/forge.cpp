#include "unit/fetch/forge.hpp"

#include <openssl/sha.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

namespace assay::fetch {
namespace {

constexpr std::uint64_t header_size = 12;

std::string raw_sha1(std::string_view bytes) {
  std::string digest(SHA_DIGEST_LENGTH, '\0');
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
  }
  return text;
}

std::string raw(const std::string& id) {
  std::string bytes;
  for (std::size_t i = 0; i < id.size(); i += 2) bytes += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

// Seven bits a byte, the lowest first.
std::string variable_length(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

std::string entry_header(int kind, std::uint64_t size) {
  const auto first = static_cast<unsigned>((kind << 4) | (size & 15));
  size >>= 4U;
  if (size == 0) return std::string(1, static_cast<char>(first));
  return std::string(1, static_cast<char>(first | 0x80)) + variable_length(size);
}

// The highest first, each but the last less one: gitformat-pack, "offset encoding".
std::string distance(std::uint64_t value) {
  std::string bytes(1, static_cast<char>(value & 0x7f));
  while ((value >>= 7U) != 0) bytes.insert(bytes.begin(), static_cast<char>(0x80 | (--value & 0x7f)));
  return bytes;
}

void put(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

std::string deflated(std::string_view text, std::uint64_t zeros) {
  z_stream stream{};
  if (deflateInit(&stream, Z_BEST_SPEED) != Z_OK) throw std::runtime_error("zlib");
  std::string result;
  std::array<char, 65536> chunk{};
  const std::string nothing(std::size_t{1} << 20, '\0');
  const auto feed = [&](std::string_view bytes, int flush) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib does not write it
    stream.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream.avail_out = chunk.size();
      deflate(&stream, flush);
      result.append(chunk.data(), chunk.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  };
  feed(text, Z_NO_FLUSH);
  for (; zeros > 0; zeros -= std::min<std::uint64_t>(zeros, nothing.size())) {
    feed(std::string_view(nothing).substr(0, std::min<std::uint64_t>(zeros, nothing.size())), Z_NO_FLUSH);
  }
  feed({}, Z_FINISH);
  deflateEnd(&stream);
  return result;
}

std::string sha1(std::string_view bytes) { return hexadecimal(raw_sha1(bytes)); }

std::string id_of(std::string_view type, std::string_view content) {
  return sha1(std::string(type) + " " + std::to_string(content.size()) + std::string(1, '\0') + std::string(content));
}

void forge_loose(const std::filesystem::path& git_directory, const std::string& id, std::string_view bytes) {
  const auto path = git_directory / "objects" / id.substr(0, 2) / id.substr(2);
  std::filesystem::remove(path);
  put(path, bytes);
}

std::size_t ForgedPack::add(Kind kind, const std::string& id, std::uint64_t size, std::string_view compressed) {
  entries_.push_back({id, header_size + body_.size()});
  body_.append(entry_header(kind, size)).append(compressed);
  return entries_.size() - 1;
}

std::size_t ForgedPack::add_delta(std::size_t base, const std::string& id, std::string_view instructions) {
  return add_delta_back(header_size + body_.size() - entries_[base].offset, id, instructions);
}

std::size_t ForgedPack::add_delta_back(std::uint64_t back, const std::string& id, std::string_view instructions) {
  constexpr int offset_delta = 6;
  entries_.push_back({id, header_size + body_.size()});
  body_.append(entry_header(offset_delta, instructions.size())).append(distance(back)).append(deflated(instructions));
  return entries_.size() - 1;
}

std::string ForgedPack::bytes() const {
  const std::string all = "PACK" + big_endian(2) + big_endian(static_cast<std::uint32_t>(entries_.size())) + body_;
  return all + raw_sha1(all);
}

std::string ForgedPack::index() const {
  auto sorted = entries_;
  std::ranges::sort(sorted, {}, &Entry::id);
  std::string text = "\377tOc" + big_endian(2);
  for (unsigned first = 0; first < 256; ++first) {
    const auto up_to = std::ranges::count_if(sorted, [&](const Entry& entry) {
      return static_cast<unsigned>(std::stoi(entry.id.substr(0, 2), nullptr, 16)) <= first;
    });
    text += big_endian(static_cast<std::uint32_t>(up_to));
  }
  for (const auto& entry : sorted) text += raw(entry.id);
  for (std::size_t i = 0; i < sorted.size(); ++i) text += big_endian(0);  // checksums, which only repacking reads
  for (const auto& entry : sorted) text += big_endian(static_cast<std::uint32_t>(entry.offset));
  text += raw_sha1("PACK" + big_endian(2) + big_endian(static_cast<std::uint32_t>(entries_.size())) + body_);
  return text + raw_sha1(text);
}

void ForgedPack::write_to(const std::filesystem::path& git_directory) const {
  const std::string name = "pack-" + sha1(bytes());
  put(git_directory / "objects/pack" / (name + ".pack"), bytes());
  put(git_directory / "objects/pack" / (name + ".idx"), index());
}

std::string delta_head(std::uint64_t base, std::uint64_t result) { return variable_length(base) + variable_length(result); }

std::string delta_copy(std::uint32_t offset, std::uint32_t size) {
  std::string operands;
  unsigned operation = 0x80;
  for (unsigned i = 0; i < 4; ++i) {
    const auto byte = static_cast<char>(offset >> (8 * i));
    if (byte == 0) continue;
    operation |= 1U << i;
    operands += byte;
  }
  for (unsigned i = 0; i < 3 && size != 65'536; ++i) {  // that size is no operand at all
    const auto byte = static_cast<char>(size >> (8 * i));
    if (byte == 0) continue;
    operation |= 0x10U << i;
    operands += byte;
  }
  return static_cast<char>(operation) + operands;
}

}  // namespace assay::fetch
