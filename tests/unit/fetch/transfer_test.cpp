#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <random>
#include <thread>

#include "unit/fetch/fixture.hpp"
#include "unit/fetch/forge.hpp"
#include "unit/fetch/git_http_server.hpp"

namespace assay::fetch {
namespace {

using core::ErrorKind;
using support::GitRepository;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A loopback port that nobody listens on: bound, and not let go while the test runs.
class ClosedPort {
 public:
  ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_.get(), generic, size) != 0 || ::getsockname(socket_.get(), generic, &size) != 0) {
      throw std::runtime_error("no loopback port");
    }
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  util::Fd socket_;
  std::string address_;
};

class Transfer : public FetchTest {
 protected:
  core::SourceRequest request(const GitHttpServer& server, const std::string& user_info = "") {
    core::SourceRequest asked;
    asked.source = "http://" + user_info + server.address() + "/lab.git";
    return asked;
  }
  static std::string noise(std::size_t size) {
    std::mt19937 generator(1);
    std::string text(size, '\0');
    for (char& c : text) c = static_cast<char>(generator());
    return text;
  }

  GitRepository repository_{new_path("source"), true};
  std::string first_ = repository_.commit_files({{"a.txt", "1"}}, at(1000));
  std::string second_ = repository_.commit_files({{"a.txt", "2"}, {"src/b.cpp", noise(5000)}}, at(2000));
  std::string other_ = repository_.commit_files({{"a.txt", "other"}}, at(1500), "other");
};

TEST_F(Transfer, GivesWhatTheRepositoryItselfGives) {
  const GitHttpServer server(repository_, {});
  Progress last;
  options_.progress = [&](const Progress& progress) { last = progress; };
  const auto result = checkout(request(server));
  EXPECT_EQ(result.commit, second_);
  EXPECT_EQ(result.source, "http://" + server.address() + "/lab.git");
  EXPECT_EQ(result.tree_digest, checkout(from(repository_.folder())).tree_digest);
  EXPECT_GT(last.received.count, 5000U);
}

TEST_F(Transfer, ChoosesBranchesTagsIdsAndDeadlines) {
  repository_.set_reference("refs/tags/v1", repository_.tag_object("v1", first_));
  const GitHttpServer server(repository_, {});
  auto asked = request(server);
  asked.branch = "other";
  EXPECT_EQ(checkout(asked).commit, other_);
  asked = request(server);
  asked.commit = "v1";
  EXPECT_EQ(checkout(asked).commit, first_);
  asked.commit = first_.substr(0, 8);
  EXPECT_EQ(checkout(asked).commit, first_);
  asked.commit.reset();
  asked.deadline = at(1999);
  EXPECT_EQ(checkout(asked).commit, first_);
  asked.deadline.reset();
  asked.branch = "none";
  EXPECT_EQ(error(asked).kind, ErrorKind::usage);
}

TEST_F(Transfer, OfAnEmptyRepositoryIsARefusal) {
  GitRepository empty(new_path("empty"), true);
  const GitHttpServer server(empty, {});
  EXPECT_EQ(refusal(request(server)).reason, "empty_repository");
}

TEST_F(Transfer, RefusesADownloadOverTheCap) {
  repository_.commit_files({{"big", noise(300'000)}}, at(3000));
  const GitHttpServer server(repository_, {});
  options_.transfer.download = core::Bytes{310'000};
  checkout(request(server));
  options_.transfer.download = core::Bytes{290'000};
  EXPECT_EQ(refusal(request(server)).reason, "download_too_large");
}

TEST_F(Transfer, ThatIsCutShortOrDamagedIsTheNetworksFault) {
  for (const auto& manners : {GitHttpServer::Manners{.cut = 1}, GitHttpServer::Manners{.cut = 30},
                              GitHttpServer::Manners{.pack = "PACK and nothing that follows from it"}}) {
    const GitHttpServer server(repository_, manners);
    const auto problem = error(request(server));
    EXPECT_EQ(problem.kind, ErrorKind::infrastructure);
    EXPECT_THAT(problem.message, HasSubstr("cut short or damaged"));
  }
}

TEST_F(Transfer, OfWhatIsWholeButNoPackIsRefused) {
  const std::string nonsense = "This is no pack of objects at all";
  std::string trailer;
  for (std::size_t i = 0; i < 40; i += 2) trailer += static_cast<char>(std::stoi(sha1(nonsense).substr(i, 2), nullptr, 16));
  const GitHttpServer server(repository_, {.pack = nonsense + trailer});
  EXPECT_EQ(refusal(request(server)).reason, "broken_pack");
  const std::string missing(40, '1');
  ForgedPack pack;
  pack.add_delta_back(0, missing, delta_head(5, 5) + '\5' + "abcde");
  const GitHttpServer second(repository_, {.pack = pack.bytes()});
  EXPECT_EQ(refusal(request(second)).reason, "broken_pack");
}

TEST_F(Transfer, OfADeltaBombCostsTheBoxItsMemoryAndTheGraderNone) {
  constexpr std::uint64_t zeros = std::uint64_t{200} << 20;
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::blob, "", zeros, deflated("", zeros));
  std::string instructions = delta_head(zeros, zeros);
  for (std::uint64_t at = 0; at < zeros; at += 65'536) instructions += delta_copy(static_cast<std::uint32_t>(at), 65'536);
  pack.add_delta(base, "", instructions);
  const GitHttpServer server(repository_, {.pack = pack.bytes()});
  options_.reader.memory = core::Bytes{std::uint64_t{128} << 20};
  rusage before{};
  ::getrusage(RUSAGE_SELF, &before);
  EXPECT_EQ(refusal(request(server)).reason, "needs_too_much_memory");
  rusage after{};
  ::getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 64L << 10);
}

TEST_F(Transfer, OfADeltaThatClaimsMoreThanTheCapIsRefused) {
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::blob, "", 65'536, deflated("", 65'536));
  pack.add_delta(base, "", delta_head(65'536, (std::uint64_t{256} << 20) + 1) + delta_copy(0, 65'536));
  const GitHttpServer server(repository_, {.pack = pack.bytes()});
  EXPECT_EQ(refusal(request(server)).reason, "object_too_large");
}

TEST_F(Transfer, RefusesAListOfBranchesWithoutEnd) {
  const GitHttpServer few(repository_, {.tags = 1000});
  EXPECT_EQ(checkout(request(few)).commit, second_);
  const GitHttpServer server(repository_, {.tags = 150'000});
  const auto result = refusal(request(server));
  EXPECT_EQ(result.reason, "download_too_large");
  EXPECT_THAT(result.message, HasSubstr("list of branches and tags"));
}

TEST_F(Transfer, GivesUpOnAServerThatStalls) {
  options_.transfer.stall = 200ms;
  for (const bool in_pack : {false, true}) {
    const GitHttpServer server(repository_, {"", "", !in_pack, in_pack});
    const auto problem = error(request(server));
    EXPECT_EQ(problem.kind, ErrorKind::infrastructure);
    EXPECT_THAT(problem.message, HasSubstr("nothing came for 200ms"));
  }
}

TEST_F(Transfer, GivesUpAfterItsWholeTime) {
  options_.transfer.total = 200ms;
  const GitHttpServer server(repository_, {"", "", true, false});
  EXPECT_THAT(error(request(server)).message, HasSubstr("it took over 200ms"));
}

TEST_F(Transfer, StopsWhileItWaits) {
  const GitHttpServer server(repository_, {"", "", true, false});
  std::stop_source stop;
  options_.stop = stop.get_token();
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  const auto start = Clock::now();
  EXPECT_EQ(error(request(server)).kind, ErrorKind::interrupted);
  EXPECT_LT(Clock::now() - start, 10s);
}

TEST_F(Transfer, AHostThatIsNotThereIsNotTheStudentsFault) {
  const ClosedPort port;
  for (const std::string scheme : {"http://", "https://u:secret@", "ssh://git@"}) {
    core::SourceRequest asked;
    asked.source = scheme + port.address() + "/lab.git";
    const auto problem = error(asked);
    EXPECT_EQ(problem.kind, ErrorKind::infrastructure) << scheme;
    EXPECT_THAT(problem.message, HasSubstr("127.0.0.1")) << scheme;
    EXPECT_THAT(problem.message, Not(HasSubstr("secret")));
  }
}

TEST_F(Transfer, UsesTheUrlsCredentialsAndForgetsThem) {
  const GitHttpServer server(repository_, {"Basic dXNlcjpzZWNyZXQ=", "", false, false});  // user:secret
  const auto result = checkout(request(server, "user:secret@"));
  EXPECT_EQ(result.source, "http://" + server.address() + "/lab.git");
  EXPECT_THAT(paths_in(destination_), testing::ElementsAre("a.txt", "src", "src/b.cpp"));
}

TEST_F(Transfer, WrongCredentialsAreAnErrorThatEnds) {
  const GitHttpServer server(repository_, {"Basic dXNlcjpzZWNyZXQ=", "", false, false});
  const auto problem = error(request(server, "user:wrong@"));
  EXPECT_EQ(problem.kind, ErrorKind::infrastructure);
  EXPECT_THAT(problem.message, Not(HasSubstr("wrong@")));
  EXPECT_EQ(error(request(server)).kind, ErrorKind::infrastructure);
}

TEST_F(Transfer, FollowsARedirectButTakesNoPasswordToAnotherHost) {
  const GitHttpServer target(repository_, {});
  const std::string elsewhere = "http://localhost" + target.address().substr(target.address().find(':'));
  const GitHttpServer server(repository_, {"", elsewhere, false, false});
  EXPECT_EQ(checkout(request(server)).commit, second_);
  const auto before = target.requests().size();
  EXPECT_EQ(error(request(server, "user:secret@")).kind, ErrorKind::infrastructure);
  EXPECT_EQ(target.requests().size(), before);
}

}  // namespace
}  // namespace assay::fetch
