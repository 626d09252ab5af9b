#include "checks/engine/regular_files.hpp"

namespace assay::checks {
namespace {

/// Amalgamated libraries have up to 10 MB.
constexpr std::uint64_t largest_file = std::uint64_t{24} << 20;

class RegularFiles : public llvm::vfs::ProxyFileSystem {
 public:
  RegularFiles() : ProxyFileSystem(llvm::vfs::getRealFileSystem()) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override {
    auto result = getUnderlyingFS().status(path);
    if (result && !is_admissible(*result)) return std::make_error_code(std::errc::no_such_file_or_directory);
    return result;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    if (const auto known = status(path); !known) return known.getError();
    return getUnderlyingFS().openFileForRead(path);
  }

 private:
  static bool is_admissible(const llvm::vfs::Status& status) {
    return status.isDirectory() || (status.isRegularFile() && status.getSize() <= largest_file);
  }
};

}  // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regular_files() { return new RegularFiles; }

}  // namespace assay::checks
