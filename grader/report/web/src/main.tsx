import { render } from "preact";
import { Page } from "./components/page";
import { readReport } from "./model/read_report";
import "./style/tokens.css";
import "./style/page.css";
import "./style/score.css";
import "./style/evidence.css";
import "./style/scenario.css";
import "./style/history.css";
import "./style/plots.css";
import "./style/print.css";

const data = document.getElementById("report");
const root = document.getElementById("page");
if (data && root) {
  root.replaceChildren();
  render(<Page report={readReport(data.textContent ?? "")} />, root);
}
