// label: kf-role satisfied
// label: kf-group-id satisfied
// label: kf-auto-commit-off satisfied
// label: kf-commit-after-processing satisfied
// label: kf-conf-checked satisfied
// label: kf-known-keys satisfied
// label: kf-acks-idempotence none
// label: kf-key-set none
// label: kf-delivery-report none
// label: kf-flush-close satisfied
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-poll-not-blocked satisfied
// The settings are a map made here; the client hides behind a pointer.
#include <iostream>

#include "alert_source.hpp"

int main() {
  alerts::Settings settings;
  settings["bootstrap.servers"] = "localhost:9092";
  settings["group.id"] = "pager";
  settings["enable.auto.commit"] = "false";
  settings["session.timeout.ms"] = "10000";
  alerts::AlertSource source(settings, "alerts");
  source.pump([&](const std::string& text) {
    std::cout << text << '\n';
    if (text == "stop") source.stop();
  });
}

// mutant kf-group-id violated: settings["group.id"] = "pager"; => 
// mutant kf-auto-commit-off violated: settings["enable.auto.commit"] = "false"; => settings["enable.auto.commit"] = "true";
// mutant kf-known-keys violated: "10000" => "ten"
