// The text of SQL and of Redis commands, as far as the store that it names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::checks {

enum class TextVerb { insert, update, remove, select, begin, commit, rollback };

struct TextCommand {
  TextVerb verb = TextVerb::select;
  std::string table;         ///< in lower case, without quotes and schema
  std::string source;        ///< INSERT INTO table … SELECT … FROM source
  bool if_new = false;       ///< OR IGNORE, ON CONFLICT DO NOTHING, NX, attribute_not_exists
  bool expires = false;      ///< EX, PX
  bool has_condition = false;  ///< WHERE
};

/// The command that a text is, or begins; nothing for any other text.
[[nodiscard]] std::optional<TextCommand> command_in(std::string_view text);

}  // namespace assay::checks
