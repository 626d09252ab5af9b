// Histories from the literature and from other checkers' own tests, with the answers that are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/linearizability.hpp"
#include "history/register_model.hpp"

namespace assay::kit::history {
namespace {

using testing::ElementsAre;
using Registers = History<RegisterModel::Input, RegisterModel::Output>;
using Queues = History<QueueModel::Input, QueueModel::Output>;
using Kind = RegisterModel::Kind;

core::Duration at(int moment) { return core::Duration(moment); }

void read(Registers& history, unsigned client, int from, int to, std::int64_t value) {
  history.add({client, at(from), at(to), {Kind::read}, RegisterModel::Output{.value = value}});
}

void write(Registers& history, unsigned client, int from, int to, std::int64_t value) {
  history.add({client, at(from), at(to), {Kind::write, value}, RegisterModel::Output{}});
}

void put(Queues& history, unsigned client, int from, int to, std::int64_t value) {
  history.add({client, at(from), at(to), QueueModel::Input{value}, QueueModel::Output{}});
}

void take(Queues& history, unsigned client, int from, int to, std::int64_t value) {
  history.add({client, at(from), at(to), QueueModel::Input{}, QueueModel::Output{value}});
}

Answer answer(const Queues& history) { return check_linearizable(QueueModel{}, history).answer; }
Answer answer(const Registers& history) { return check_linearizable(RegisterModel{}, history).answer; }

constexpr unsigned A = 0, B = 1, C = 2, D = 3;
constexpr std::int64_t x = 10, y = 20, z = 30;

// Herlihy and Wing, section 1.2 and figures 1 and 2: queues and registers that an informal
// reading accepts or rejects.

TEST(HerlihyWingQueue, LetsOverlappingPutsComeOutInEitherOrder) {
  Queues history;
  put(history, A, 0, 10, x);
  put(history, B, 5, 15, y);
  take(history, B, 20, 30, x);
  take(history, A, 25, 35, y);
  put(history, A, 40, 50, z);
  EXPECT_EQ(answer(history), Answer::ok);

  Queues other;
  put(other, A, 0, 10, x);
  put(other, B, 5, 15, y);
  take(other, B, 20, 30, y);
  EXPECT_EQ(answer(other), Answer::ok);
}

TEST(HerlihyWingQueue, RejectsTakingTheSecondThatWasPutInAfterTheFirst) {
  Queues history;
  put(history, A, 0, 10, x);
  put(history, B, 20, 30, y);
  take(history, A, 40, 50, y);
  const auto result = check_linearizable(QueueModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(0, 2));  // that y was put in later is in its invocation
}

TEST(HerlihyWingQueue, TakesOutWhatIsStillBeingPutIn) {
  Queues history;
  history.invoke(A, at(0), QueueModel::Input{x});
  take(history, B, 10, 20, x);
  EXPECT_EQ(answer(history), Answer::ok);
}

TEST(HerlihyWingQueue, RejectsTakingTheSameTwice) {
  Queues history;
  put(history, A, 0, 10, x);
  put(history, B, 0, 10, y);
  take(history, A, 20, 30, y);
  take(history, C, 25, 35, y);
  const auto result = check_linearizable(QueueModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(2, 3));
}

TEST(HerlihyWingRegister, LetsAReadDuringAWriteSeeEither) {
  Registers history;
  write(history, A, 0, 10, 0);
  write(history, A, 20, 50, 1);
  read(history, B, 25, 30, 1);
  read(history, C, 22, 40, 0);
  EXPECT_EQ(answer(history), Answer::ok);
}

TEST(HerlihyWingRegister, RejectsGoingBackToTheOldValue) {
  Registers history;
  write(history, A, 0, 10, 0);
  write(history, A, 20, 60, 1);
  read(history, B, 25, 30, 1);
  read(history, C, 35, 40, 0);
  const auto result = check_linearizable(RegisterModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(0, 2, 3));  // or 0 could have been written in between
}

// Porcupine's test of its register model.

TEST(PorcupineRegister, AcceptsReadsOfBothValuesDuringAWrite) {
  Registers history;
  write(history, A, 0, 100, 100);
  read(history, B, 25, 75, 100);
  read(history, C, 30, 60, 0);
  EXPECT_EQ(answer(history), Answer::ok);
}

TEST(PorcupineRegister, RejectsTheOldValueAfterTheNewOneWasRead) {
  Registers history;
  write(history, A, 0, 100, 200);
  read(history, B, 10, 30, 200);
  read(history, C, 40, 90, 0);
  EXPECT_EQ(answer(history), Answer::violated);
}

TEST(PorcupineRegister, TakesOperationsWithoutDuration) {
  Registers good;
  write(good, A, 0, 100, 100);
  read(good, B, 25, 75, 100);
  read(good, C, 30, 30, 0);
  read(good, D, 30, 30, 0);
  EXPECT_EQ(answer(good), Answer::ok);

  Registers bad;
  write(bad, A, 0, 100, 200);
  read(bad, B, 10, 10, 200);
  read(bad, C, 10, 10, 200);
  read(bad, D, 40, 90, 0);
  EXPECT_EQ(answer(bad), Answer::violated);
}

// Knossos: its README and data/cas-register.

TEST(Register, KeepsAWriteOfWhatIsThereForLater) {
  // The second write of 1 changes nothing where it could come first, and is needed after the write of 2.
  Registers history;
  write(history, A, 0, 10, 1);
  write(history, B, 20, 60, 1);
  write(history, C, 20, 60, 2);
  read(history, D, 30, 40, 2);
  read(history, D, 70, 80, 1);
  EXPECT_EQ(answer(history), Answer::ok);
}

TEST(KnossosRegister, LetsACrashedWriteBeRead) {
  Registers history;
  history.invoke(B, at(5), {Kind::write, 3});
  read(history, A, 0, 20, 3);
  EXPECT_EQ(answer(history), Answer::ok);
}

TEST(KnossosRegister, RejectsReadingAFailedWrite) {
  Registers history;
  read(history, A, 0, 20, 3);
  EXPECT_EQ(answer(history), Answer::violated);
}

TEST(KnossosRegister, BlamesTheReadOfAValueThatNobodyWroteAndNotWhatFollows) {
  Registers history;
  write(history, A, 0, 1, 0);
  read(history, B, 2, 4, 3);
  write(history, C, 3, 5, 4);
  read(history, D, 6, 7, 4);
  const auto result = check_linearizable(RegisterModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(1));
}

TEST(KnossosRegister, BlamesEitherOfTwoSpuriousReadsBesideCrashedOperations) {
  Registers history;
  write(history, 4, 0, 1, 2);
  history.invoke(6, at(2), {Kind::read});
  write(history, 1, 3, 4, 4);
  read(history, 14, 5, 6, 4);
  write(history, 9, 7, 8, 0);
  read(history, 19, 9, 11, 0);
  history.invoke(20, at(10), {Kind::write, 1});
  read(history, 22, 12, 15, 3);
  read(history, 21, 13, 14, 2);
  const auto result = check_linearizable(RegisterModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, testing::AnyOf(ElementsAre(7), ElementsAre(8)));
}

TEST(KnossosRegister, DoesNotTripOverAReadThatNeverReturns) {
  Registers history;
  write(history, 4, 0, 1, 2);
  history.invoke(6, at(2), {Kind::read});
  write(history, 1, 3, 4, 4);
  read(history, 14, 5, 6, 4);
  write(history, 9, 7, 8, 0);
  read(history, 19, 9, 10, 0);
  EXPECT_EQ(answer(history), Answer::ok);
}

}  // namespace
}  // namespace assay::kit::history
