import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { desktop, overflow, phone, withBrowser, withPage } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const lostAppend = "#evidence-0-0"; // 48 operations of 4 clients; number 31 and 34 are in conflict
const writeSkew = "#evidence-0-1";
const longest = "#evidence-0-2"; // 400 operations

/** Opens the history of one piece of evidence. */
function withHistory(hash, view, use) {
  return withBrowser((browser) =>
    withPage(browser, "history", { ...view, hash }, async (page) => {
      const history = page.locator(`${hash} .history`);
      await history.waitFor();
      await use(history, page);
    }),
  );
}

const count = (history) => history.locator(".step-count").innerText();
const detail = (history) => history.locator(".current-step").innerText();
const selected = (history) => history.locator('[role=option][aria-selected="true"]');

/** Whether a bar can be seen in the part of the chart that is scrolled to. */
async function isInView(history, bar) {
  const [chart, box] = [await history.locator(".history-scroll").boundingBox(), await bar.boundingBox()];
  const names = await history.locator(".history-names").boundingBox();
  return box.x >= names.x + names.width - 1 && box.x < chart.x + chart.width - 20;
}

for (const [size, view] of Object.entries({ desktop, phone })) {
  test(`on a ${size} a history begins at its conflict, in view and legible`, () =>
    withHistory(lostAppend, view, async (history, page) => {
      assert.equal(await count(history), "31 of 48");
      assert.match(await detail(history), /client 3[^]*in the conflict[^]*append e17[^]*appended, now/);
      assert.ok(await isInView(history, selected(history)));
      assert.ok((await selected(history).boundingBox()).width >= 100);
      assert.equal(await history.locator(".history-conflict").count(), 2);
      assert.equal(await overflow(page), 0);
    }));
}

test("each client is a lane, and what follows a lost answer has a row of its own", () =>
  withHistory(lostAppend, desktop, async (history) => {
    assert.deepEqual(await history.locator(".history-name").allInnerTexts(), ["client 1", "client 2", "client 3", "client 4"]);
    assert.equal(await history.locator("[role=option]").count(), 48);
    const heights = await history.locator(".history-name").evaluateAll((names) => names.map((name) => name.offsetHeight));
    assert.ok(heights[0] > heights[1], `${heights}`);
    assert.match(await history.locator(".history-open").getAttribute("aria-label"), /never returned: append e12 .* nobody knows/);
  }));

test("arrow keys go through the operations, along a lane's time and to the lanes beside", () =>
  withHistory(lostAppend, desktop, async (history, page) => {
    await history.locator(".history-scroll").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await count(history), "32 of 48");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    assert.match(await detail(history), /^client 2/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.match(await detail(history), /^client 4/);
    await page.keyboard.press("ArrowDown");
    assert.match(await detail(history), /^client 4/);
    await page.keyboard.press("End");
    assert.equal(await count(history), "48 of 48");
    assert.ok(await isInView(history, selected(history)));
    await page.keyboard.press("Home");
    assert.equal(await count(history), "1 of 48");
    assert.ok(await isInView(history, selected(history)));
    const active = await history.locator(".history-scroll").getAttribute("aria-activedescendant");
    assert.equal(await selected(history).getAttribute("id"), active);
  }));

test("the buttons step, and go round through the conflict", () =>
  withHistory(lostAppend, phone, async (history) => {
    await history.getByRole("button", { name: "Next in conflict" }).tap();
    assert.equal(await count(history), "34 of 48");
    await history.getByRole("button", { name: "Next in conflict" }).tap();
    assert.equal(await count(history), "31 of 48");
    await history.getByRole("button", { name: "Later" }).tap();
    assert.equal(await count(history), "32 of 48");
    await history.getByRole("button", { name: "Earlier" }).tap();
    assert.equal(await count(history), "31 of 48");
  }));

test("the pointer over a bar tells of it, and a click stays with it", () =>
  withHistory(lostAppend, desktop, async (history, page) => {
    const other = history.locator("[role=option]", { hasText: "append e16 to order-1" });
    await other.hover();
    assert.match(await detail(history), /append e16/);
    assert.equal(await count(history), "31 of 48");
    await page.mouse.move(0, 0);
    assert.match(await detail(history), /append e17/);
    await other.click();
    await page.mouse.move(0, 0);
    assert.match(await detail(history), /append e16/);
  }));

test("zooming stretches time, and all of it fits the window on demand", () =>
  withHistory(longest, desktop, async (history) => {
    const width = () => history.locator(".history-lanes").evaluate((lanes) => lanes.offsetWidth);
    const before = await width();
    await history.getByRole("button", { name: "Zoom in" }).click();
    assert.ok((await width()) > 1.9 * before);
    assert.ok(await isInView(history, selected(history)));
    await history.getByRole("button", { name: "All" }).click();
    const scroll = history.locator(".history-scroll");
    assert.ok(await scroll.evaluate((element) => element.scrollWidth <= element.clientWidth));
    assert.ok(await history.getByRole("button", { name: "Zoom out" }).isDisabled());
    assert.match(await history.innerText(), /1,234 more operations are left out/);
  }));

test("dependencies of transactions are arrows, and lead from one to the other", () =>
  withHistory(writeSkew, desktop, async (history) => {
    assert.deepEqual(await history.locator(".history-links text").allTextContents(), ["rw order-2", "rw order-1"]);
    assert.match(await detail(history), /has to come before client 2’s \(rw order-2\)[^]*has to come after client 2’s \(rw order-1\)/);
    await history.getByRole("button", { name: "client 2’s" }).first().click();
    assert.match(await detail(history), /^client 2/);
  }));

test("the log begins at the conflict, with the state before and after, and leads to who wrote it", () =>
  withHistory(lostAppend, desktop, async (history) => {
    const box = await history.locator(".log-box").boundingBox();
    const row = history.locator(".log-conflict");
    const at = await row.boundingBox();
    assert.ok(at.y >= box.y && at.y + at.height <= box.y + box.height);
    assert.match(await row.innerText(), /✗\s*16\s+e16 OrderNoted\s+placed, 15 notes\s+placed, 16 notes\s+client 2/);
    await row.getByRole("button").click();
    assert.match(await detail(history), /append e16/);
    assert.match(await history.innerText(), /3 more events are left out/);
  }));

for (const colorScheme of ["light", "dark"]) {
  for (const [size, view] of Object.entries({ desktop, phone })) {
    test(`axe-core has no objection to histories in ${colorScheme} on a ${size}`, () =>
      withBrowser(async (browser) => {
        for (const hash of [lostAppend, writeSkew]) {
          await withPage(browser, "history", { ...view, colorScheme, hash }, async (page) => {
            await page.locator(`${hash} .history`).waitFor();
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() =>
              globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
            );
            assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`), []);
          });
        }
      }));
  }
}

test("on paper the conflict is told in words", () =>
  withHistory(lostAppend, desktop, async (history, page) => {
    await page.emulateMedia({ media: "print" });
    await history.locator(".printed-steps").waitFor();
    assert.match(await history.locator(".printed-steps").innerText(), /client 3 append e17 \(OrderShipped\) to order-1 at \d+ → appended[^]*client 2 load order-1 → e1, e2/);
    assert.equal(await history.locator("button.decisive").count(), 0);
  }));
