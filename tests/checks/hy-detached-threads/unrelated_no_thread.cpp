// expect: hy-detached-threads inconclusive
struct Window {
  void detach() { parent = nullptr; }
  Window* parent = nullptr;
};

void close(Window& window) { window.detach(); }
