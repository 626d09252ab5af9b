// Stored command objects with execute(); state comes from executing all of them again.
// label: es-command-sourcing violated
// label: es-snapshot-tail none
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

class Repo;

class Command {
 public:
  virtual ~Command() = default;
  virtual void execute(Repo& repo) const = 0;
};

class CommandStore {
 public:
  void append(std::shared_ptr<const Command> command) { commands_.push_back(std::move(command)); }
  const std::vector<std::shared_ptr<const Command>>& commands() const { return commands_; }

 private:
  std::vector<std::shared_ptr<const Command>> commands_;
};

class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual void notify(int floor) = 0;
};

class Repo {
 public:
  explicit Repo(Notifier& notifier) : notifier_(notifier) {}

  void move_to(int floor) {
    if (floor < 0 || floor > top_) throw std::out_of_range("no such floor");
    if (blocked_) return;
    floor_ = floor;
    notifier_.notify(floor);
  }
  void block(bool blocked) { blocked_ = blocked; }
  int floor() const { return floor_; }

 private:
  Notifier& notifier_;
  int floor_ = 0, top_ = 9;
  bool blocked_ = false;
};

class MoveTo : public Command {
 public:
  explicit MoveTo(int floor) : floor_(floor) {}
  void execute(Repo& repo) const override { repo.move_to(floor_); }
 private:
  const int floor_;
};

class Block : public Command {
 public:
  void execute(Repo& repo) const override { repo.block(true); }
};

class Elevator {
 public:
  Elevator(CommandStore& store, Notifier& notifier) : store_(store), repo_(notifier) {
    for (const auto& command : store_.commands()) command->execute(repo_);
  }

  void submit(std::shared_ptr<const Command> command) {
    store_.append(command);
    command->execute(repo_);
  }

 private:
  CommandStore& store_;
  Repo repo_;
};

struct Beeper : Notifier {
  void notify(int floor) override { std::printf("floor %d\n", floor); }
};

int main() {
  CommandStore store;
  Beeper beeper;
  Elevator elevator(store, beeper);
  elevator.submit(std::make_shared<MoveTo>(3));
  elevator.submit(std::make_shared<Block>());
}
