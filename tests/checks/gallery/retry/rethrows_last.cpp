// Keeps the last exception, waits with srand-seeded noise, the wait without limit.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap violated
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow violated
// label: rt-no-lock-sleeping satisfied
#include <cstdlib>
#include <ctime>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <chrono>

class Archive {
 public:
  virtual ~Archive() = default;
  virtual std::string load(int id) = 0;
};

class CArchiveReader {
 public:
  explicit CArchiveReader(Archive* pArchive, int iMaxTries) : m_pArchive(pArchive), m_iMaxTries(iMaxTries) {
    std::srand(static_cast<unsigned>(std::time(nullptr)));
  }

  std::string ReadDocument(int iId) {
    std::exception_ptr pLast;
    for (int iTry = 0; iTry < m_iMaxTries; iTry++) {
      try {
        return m_pArchive->load(iId);
      } catch (const std::invalid_argument&) {
        throw;
      } catch (...) {
        pLast = std::current_exception();
      }
      int iWait = 50 << iTry;
      iWait += std::rand() % (iWait / 2 + 1);
      std::this_thread::sleep_for(std::chrono::milliseconds(iWait));
    }
    std::rethrow_exception(pLast);
  }

 private:
  Archive* m_pArchive;
  int m_iMaxTries;
};

// mutant rt-jitter violated: iWait += std::rand() % (iWait / 2 + 1); =>
// mutant rt-jitter violated: std::srand(static_cast<unsigned>(std::time(nullptr))); =>
// mutant rt-growth violated: 50 << iTry => 50
