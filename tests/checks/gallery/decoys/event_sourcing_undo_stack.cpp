// Undo and redo of a text editor: command objects with do and undo.
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
#include <memory>
#include <string>
#include <vector>

class Document {
 public:
  void insert(std::size_t at, const std::string& text) { text_.insert(at, text); }
  void erase(std::size_t at, std::size_t count) { text_.erase(at, count); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Edit {
 public:
  virtual ~Edit() = default;
  virtual void apply(Document& document) = 0;
  virtual void revert(Document& document) = 0;
};

class Insertion : public Edit {
 public:
  Insertion(std::size_t at, std::string text) : at_(at), text_(std::move(text)) {}
  void apply(Document& document) override { document.insert(at_, text_); }
  void revert(Document& document) override { document.erase(at_, text_.size()); }

 private:
  std::size_t at_;
  std::string text_;
};

class Deletion : public Edit {
 public:
  Deletion(std::size_t at, std::size_t count) : at_(at), count_(count) {}
  void apply(Document& document) override {
    gone_ = document.text().substr(at_, count_);
    document.erase(at_, count_);
  }
  void revert(Document& document) override { document.insert(at_, gone_); }

 private:
  std::size_t at_, count_;
  std::string gone_;
};

class Editor {
 public:
  void perform(std::unique_ptr<Edit> edit) {
    edit->apply(document_);
    done_.push_back(std::move(edit));
    undone_.clear();
  }
  bool undo() {
    if (done_.empty()) return false;
    done_.back()->revert(document_);
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    return true;
  }
  bool redo() {
    if (undone_.empty()) return false;
    undone_.back()->apply(document_);
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return true;
  }
  void redo_all() {
    while (redo()) {
    }
  }

 private:
  Document document_;
  std::vector<std::unique_ptr<Edit>> done_, undone_;
};

int main() {
  Editor editor;
  editor.perform(std::make_unique<Insertion>(0, "hello"));
  editor.perform(std::make_unique<Deletion>(0, 1));
  editor.undo();
  editor.redo_all();
}
