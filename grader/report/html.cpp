#include "report/html.hpp"

#include "report/escape.hpp"
#include "report/json.hpp"
#include "report/page_assets.hpp"

namespace assay::report {
namespace {

constexpr std::size_t title_cap = 120;

/// Text of a submission as the content of an element.
std::string html_text(std::string_view text) {
  std::string out;
  for (const char character : escape_terminal(text, title_cap)) {
    switch (character) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      default: out += character;
    }
  }
  return out;
}

std::string title(const GradingReport& report) {
  const auto& lab = report.lab_title.empty() ? report.grading.lab : report.lab_title;
  if (!report.score.graded) return lab + ": not graded";
  if (report.refusal) return lab + ": refused";
  if (report.is_partial()) return lab + ": chosen cases";
  return lab + ": " + core::to_string(report.score.earned) + " of " + core::to_string(report.score.possible);
}

std::string policy() {
  return "default-src 'none'; script-src '" + std::string(page_script().digest) + "'; style-src '" +
         std::string(page_style().digest) + "'; base-uri 'none'; form-action 'none'";
}

}  // namespace

std::string embed_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t index = 0; index < json.size(); ++index) {
    const auto rest = json.substr(index);
    switch (rest.front()) {
      case '<': out += "\\u003c"; continue;
      case '>': out += "\\u003e"; continue;
      case '&': out += "\\u0026"; continue;
      default: break;
    }
    if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      out += rest.starts_with("\u2028") ? "\\u2028" : "\\u2029";
      index += 2;
    } else {
      out += rest.front();
    }
  }
  return out;
}

std::string to_html(const GradingReport& report) {
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<title>" + html_text(title(report)) + "</title>\n<style>";
  page += page_style().content;
  page += "</style>\n</head>\n<body>\n<div id=\"page\"><noscript>This page needs JavaScript to show its report. "
          "The report for a terminal says the same.</noscript></div>\n"
          "<script type=\"application/json\" id=\"report\">";
  page += embed_json(to_json(report, JsonLayout::compact));
  page += "</script>\n<script>";
  page += page_script().content;
  page += "</script>\n</body>\n</html>\n";
  return page;
}

}  // namespace assay::report
