#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace alerts {

using Settings = std::map<std::string, std::string>;

class AlertSource {
 public:
  AlertSource(Settings settings, std::string topic);
  ~AlertSource();
  void pump(const std::function<void(const std::string&)>& sink);
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alerts
