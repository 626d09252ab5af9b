// A player of recorded input: key presses are recorded and fed to the game again for a demo.
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <cstdint>
#include <vector>

struct Input {
  std::uint32_t frame;
  std::uint8_t buttons;
};

class World {
 public:
  void step(std::uint8_t buttons) {
    if (buttons & 1) x_ += speed_;
    if (buttons & 2) x_ -= speed_;
    if (buttons & 4 && on_ground_) {
      vy_ = 12;
      on_ground_ = false;
    }
    y_ += vy_;
    vy_ -= 1;
    if (y_ <= 0) {
      y_ = 0;
      vy_ = 0;
      on_ground_ = true;
    }
  }
  int x() const { return x_; }

 private:
  int x_ = 0, y_ = 0, vy_ = 0, speed_ = 2;
  bool on_ground_ = true;
};

class Recorder {
 public:
  void press(World& world, std::uint8_t buttons) {
    tape_.push_back({frame_++, buttons});
    world.step(buttons);
  }
  World play() const {
    World world;
    std::size_t next = 0;
    for (std::uint32_t frame = 0; frame < frame_; ++frame) {
      std::uint8_t buttons = 0;
      if (next < tape_.size() && tape_[next].frame == frame) buttons = tape_[next++].buttons;
      world.step(buttons);
    }
    return world;
  }
  void rewind() { tape_.clear(); }

 private:
  std::vector<Input> tape_;
  std::uint32_t frame_ = 0;
};

int main() {
  World world;
  Recorder recorder;
  recorder.press(world, 1);
  const int x = recorder.play().x();
  recorder.rewind();
  return x;
}
