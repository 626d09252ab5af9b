// A database's redo log: physical page images are written back after a crash; no domain event.
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
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

using Page = std::array<std::uint8_t, 64>;

struct RedoRecord {
  std::uint64_t lsn;
  std::uint32_t page;
  std::uint16_t offset;
  std::vector<std::uint8_t> after;
};

class Pager {
 public:
  Pager() : pages_(16), lsns_(16) {}

  void write(std::uint32_t page, std::uint16_t offset, std::vector<std::uint8_t> bytes) {
    if (offset + bytes.size() > sizeof(Page)) throw std::out_of_range("page");
    log_.push_back({++lsn_, page, offset, bytes});
    std::memcpy(pages_[page].data() + offset, bytes.data(), bytes.size());
    lsns_[page] = lsn_;
  }

  void recover() {
    for (const auto& record : log_) {
      if (lsns_[record.page] >= record.lsn) continue;
      std::memcpy(pages_[record.page].data() + record.offset, record.after.data(), record.after.size());
      lsns_[record.page] = record.lsn;
    }
  }

  void checkpoint() { log_.clear(); }

 private:
  std::vector<Page> pages_;
  std::vector<std::uint64_t> lsns_;
  std::vector<RedoRecord> log_;
  std::uint64_t lsn_ = 0;
};

int main() {
  Pager pager;
  pager.write(3, 0, {1, 2, 3});
  pager.recover();
  pager.checkpoint();
}
