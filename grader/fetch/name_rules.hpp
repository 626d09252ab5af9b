// Which names of files and folders a submission may use.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/submission.hpp"

namespace assay::fetch {

/// Whether some file system or tool would take the name for `.git`: letter case, code points
/// that HFS+ ignores, NTFS short names, streams and trailing dots or spaces, backslashes.
/// The rules are those of git's fsck (CVE-2014-9390, CVE-2019-1352, CVE-2019-1353).
[[nodiscard]] bool is_git_folder_name(std::string_view name);

/// Why an entry called `name` may not be written, or nothing: `unsafe_name` for an empty
/// name, ".", "..", one with a slash, a NUL or a control character; `name_too_long` over 255
/// bytes (Linux NAME_MAX); `git_folder_name`. `path` is for the message.
[[nodiscard]] std::optional<core::Refusal> refuse_name(std::string_view name, std::string_view path);

/// Control characters and whatever is not ASCII as \xNN.
[[nodiscard]] std::string escaped(std::string_view text);

/// For messages: as `escaped`, the middle of a long text left out.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace assay::fetch
