// What every test of a page needs: Debian's Chromium, the pages, and a watch on what they do.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { chromium } from "playwright-core";

const pages = process.env.ASSAY_REPORT_PAGES;
const executablePath = process.env.ASSAY_CHROMIUM;

export const desktop = { viewport: { width: 1280, height: 900 } };
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

export function addressOf(name) {
  return pathToFileURL(path.join(pages, `${name}.html`)).href;
}

/** Runs `use` with a browser, and closes it whatever happens. */
export async function withBrowser(use) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Opens a page, hands it to `use`, and then demands that nothing went wrong in it and that it
 * asked for nothing but itself.
 */
export async function withPage(browser, name, options, use) {
  const { hash = "", allowed = [], ...view } = options;
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => requests.push(request));
  try {
    await page.goto(addressOf(name) + hash);
    await page.locator("main").waitFor();
    await use(page);
    const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
    assert.deepEqual(unexpected, []);
    const sent = requests.filter((request) => !/csp/i.test(request.failure()?.errorText ?? ""));
    assert.deepEqual([...new Set(sent.map((request) => request.url().split("#")[0]))], [addressOf(name)]);
  } finally {
    await context.close();
  }
}

/** How far the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
