// The message is sent again although it was sent: the flag is set and never read.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap violated
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success violated
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

class SmsGateway {
 public:
  virtual ~SmsGateway() = default;
  virtual void send(const std::string& number, const std::string& text) = 0;
};

bool send_sms(SmsGateway& gateway, const std::string& number, const std::string& text, int max_attempts) {
  bool sent = false;
  int attempt = 0;
  int delay_ms = 100;
  while (attempt < max_attempts) {
    attempt++;
    try {
      gateway.send(number, text);
      sent = true;
      std::cout << "sent at attempt " << attempt << std::endl;
    } catch (const std::exception& e) {
      std::cout << "failed: " << e.what() << std::endl;
      std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
      delay_ms *= 2;
    }
  }
  return sent;
}

// mutant rt-stops-on-success satisfied: while (attempt < max_attempts) { => while (!sent && attempt < max_attempts) {
// mutant rt-growth violated: delay_ms *= 2; => delay_ms += 50;
