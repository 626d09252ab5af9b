#include "races/subject/race_host.hpp"

#include <optional>
#include <utility>

#include "races/subject/detection.hpp"
#include "races/subject/stack_on_request.hpp"
#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace assay::kit::races {

void RaceHost::on(std::string operation, Handler handler) { handlers_[std::move(operation)] = std::move(handler); }

int RaceHost::serve() {
  give_stacks_on_request();
  wire::FrameReader reader(wire::subject_descriptor);
  std::string body;
  while (reader.read(body) == wire::ReadStatus::frame) {
    const auto command = wire::decode_command(body);
    if (!command) return 1;
    if (command->kind == wire::CommandKind::finish) return 0;
    wire::Report report{.token = command->token, .events = {}};
    if (command->kind == wire::CommandKind::invoke) {
      const auto handler = handlers_.find(command->operation);
      if (handler == handlers_.end()) return 1;
      // The student's code may have sent them elsewhere since.
      send_reports_to_the_judge();
      report.events.push_back({wire::EventKind::returned, command->call, {}, handler->second(command->payload)});
    }
    std::string frame;
    wire::encode(report, frame);
    if (!wire::write_all(wire::subject_descriptor, frame)) return 1;
  }
  return 0;
}

}  // namespace assay::kit::races
