// A parser: tokens are made, and one after another change the builder.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <cctype>
#include <stdexcept>
#include <string>
#include <vector>

enum class TokenKind { number, plus, times, open, close };
struct Token {
  TokenKind kind;
  long value = 0;
};

std::vector<Token> tokenize(const std::string& text) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(text[i]))) tokens.push_back({TokenKind::number, text[i] - '0'});
    else if (text[i] == '+') tokens.push_back({TokenKind::plus});
    else if (text[i] == '*') tokens.push_back({TokenKind::times});
    else if (text[i] == '(') tokens.push_back({TokenKind::open});
    else if (text[i] == ')') tokens.push_back({TokenKind::close});
  }
  return tokens;
}

class Machine {
 public:
  void feed(const Token& token) {
    switch (token.kind) {
      case TokenKind::number: values_.push_back(token.value); break;
      case TokenKind::plus:
      case TokenKind::times: operators_.push_back(token.kind); break;
      case TokenKind::open: ++depth_; break;
      case TokenKind::close:
        if (depth_-- == 0) throw std::invalid_argument("unbalanced");
        break;
    }
  }
  long result() {
    while (!operators_.empty() && values_.size() > 1) {
      const long right = values_.back();
      values_.pop_back();
      values_.back() = operators_.back() == TokenKind::plus ? values_.back() + right : values_.back() * right;
      operators_.pop_back();
    }
    return values_.empty() ? 0 : values_.back();
  }

 private:
  std::vector<long> values_;
  std::vector<TokenKind> operators_;
  int depth_ = 0;
};

int main() {
  Machine machine;
  for (const auto& token : tokenize("1+2*3")) machine.feed(token);
  return static_cast<int>(machine.result());
}
