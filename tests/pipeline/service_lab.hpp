// The greeter lab with a service: suites that ask the real engine.
#pragma once

#include <filesystem>

namespace assay::test {

/// The lab's folder; made once a test program.
[[nodiscard]] std::filesystem::path service_lab();

/// One whose only suite asks nobody but the engine, and waits for an hour then.
[[nodiscard]] std::filesystem::path waiting_lab();

}  // namespace assay::test
