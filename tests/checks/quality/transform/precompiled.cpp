#include "quality/transform/precompiled.hpp"

#include <memory>
#include <string>
#include <vector>

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/FileManager.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Tooling/Tooling.h>

#include "util/file.hpp"

namespace assay::quality {
namespace {

constexpr const char* headers = R"(
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>
)";

}  // namespace

bool precompile_standard_headers(const std::filesystem::path& file) {
  const auto source = file.parent_path() / "standard.hpp";
  if (!util::write_file(source, headers)) return false;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(clang::FileSystemOptions{}));
  clang::tooling::ToolInvocation invocation({"clang++", "-x", "c++-header", "-std=c++20", "-resource-dir", ASSAY_CLANG_RESOURCES, "-w",
                                             "-o", file.string(), source.string()},
                                            std::make_unique<clang::GeneratePCHAction>(), files.get());
  clang::IgnoringDiagConsumer quiet;
  invocation.setDiagnosticConsumer(&quiet);
  return invocation.run();
}

}  // namespace assay::quality
