#include "fetch/source.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> remote_schemes{"https", "http", "ssh"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return result;
}

// git's rule: a colon before the first slash makes "host:path", unless such a folder exists.
bool is_scp_like(std::string_view text) {
  const auto colon = text.find(':');
  return colon != text.npos && colon > 0 && text.find('/') > colon && colon + 1 < text.size();
}

int hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

core::Result<fs::path> path_of_file_url(std::string_view url) {
  std::string_view rest = url.substr(std::string_view("file://").size());
  if (rest.starts_with("localhost/")) rest.remove_prefix(std::string_view("localhost").size());
  if (!rest.starts_with('/')) {
    return core::fail(core::ErrorKind::usage,
                      "'" + std::string(url) + "' names another host: only file:///path is read");
  }
  return percent_decoded(rest);
}

core::Result<Source> classify_path(const fs::path& path) {
  std::error_code problem;
  const auto status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found) {
    return core::fail(core::ErrorKind::usage, "no such source: " + path.string());
  }
  if (status.type() == fs::file_type::none) return core::fail_errno("looking at " + path.string(), problem.value());
  if (status.type() != fs::file_type::directory) {
    return core::fail(core::ErrorKind::usage, path.string() + " is not a folder");
  }
  const auto git = fs::symlink_status(path / ".git", problem);
  if (git.type() == fs::file_type::directory) return RepositorySource{path / ".git", path};
  if (git.type() != fs::file_type::not_found) {
    return core::fail(core::ErrorKind::usage,
                      path.string() + "/.git is not a folder: a linked working tree or submodule keeps its "
                                      "repository elsewhere; name that repository, or a clone of it");
  }
  if (fs::is_regular_file(path / "HEAD", problem) && fs::is_directory(path / "objects", problem) &&
      fs::is_directory(path / "refs", problem)) {
    return RepositorySource{path, {}};
  }
  return FolderSource{path};
}

// The end of "user:password@" in what follows "://", or nothing.
std::optional<std::size_t> end_of_user_info(std::string_view rest) {
  const auto authority = rest.substr(0, std::min(rest.find_first_of("/?# \t\n'\""), rest.size()));
  const auto at = authority.rfind('@');
  if (at == authority.npos) return std::nullopt;
  return at + 1;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 && hexadecimal(text[i + 2]) >= 0) {
      result += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

core::Result<Source> classify_source(std::string_view text) {
  if (text.empty()) return core::fail(core::ErrorKind::usage, "the source is empty");
  if (text.find('\0') != text.npos) return core::fail(core::ErrorKind::usage, "the source holds a NUL");
  if (const auto separator = text.find("://"); separator != text.npos) {
    const std::string scheme = lower(text.substr(0, separator));
    if (scheme == "file") {
      const auto path = path_of_file_url(text);
      if (!path) return std::unexpected(path.error());
      return classify_path(*path);
    }
    if (std::ranges::find(remote_schemes, scheme) != remote_schemes.end()) return RemoteSource{std::string(text)};
    return core::fail(core::ErrorKind::usage,
                      "'" + url_without_credentials(text) + "': only https, http, ssh and file URLs are supported");
  }
  std::error_code ignored;  // what cannot be looked at is reported by classify_path
  if (is_scp_like(text) && !fs::exists(fs::path(text), ignored)) return RemoteSource{std::string(text)};
  return classify_path(fs::path(text));
}

std::string without_credentials(std::string_view text) {
  std::string result;
  while (true) {
    const auto separator = text.find("://");
    if (separator == text.npos) return result.append(text);
    const bool ssh = lower(text.substr(0, separator)).ends_with("ssh");
    result.append(text.substr(0, separator + 3));
    text.remove_prefix(separator + 3);
    if (const auto end = end_of_user_info(text)) {
      const auto user_info = text.substr(0, *end);
      if (ssh) result.append(user_info.substr(0, std::min(user_info.find(':'), *end - 1))).append("@");
      text.remove_prefix(*end);
    }
  }
}

std::string url_without_credentials(std::string_view url) {
  const auto separator = url.find("://");
  if (separator == url.npos) return std::string(url);
  const auto rest = url.substr(separator + 3);
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  const auto at = authority.rfind('@');
  if (at == authority.npos) return without_credentials(url);
  std::string result(url.substr(0, separator + 3));
  if (lower(url.substr(0, separator)).ends_with("ssh")) {
    result.append(authority.substr(0, std::min(authority.find(':'), at))).append("@");
  }
  return result + without_credentials(rest.substr(at + 1));
}

}  // namespace assay::fetch
