import assert from "node:assert/strict";
import test from "node:test";
import { desktop, phone, withBrowser, withPage } from "./browser.mjs";

test("a report of 10,000 events opens, and only the steps in view are in the page", () =>
  withBrowser((browser) =>
    withPage(browser, "long", phone, async (page) => {
      const scenario = page.locator("#evidence-0-0 .scenario");
      await scenario.waitFor({ timeout: 20_000 });
      assert.match(await scenario.locator(".step-count").innerText(), /of 2,000$/);
      for (let index = 1; index < 5; ++index) await page.locator(`#evidence-0-${index} .evidence-summary`).click();
      assert.equal(await page.locator(".scenario").count(), 5);
      const elements = await page.locator("*").count();
      assert.ok(elements < 10_000, `${elements} elements`);
      assert.ok((await scenario.locator("[role=option]").count()) < 40);
      const list = scenario.locator(".step-scroll");
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await scenario.locator('[aria-posinset="2000"]').waitFor();
    }),
  ));

test("on paper what cost points is open, in words, and controls are gone", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...desktop, colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      await page.locator("#evidence-6-0 .plot").first().waitFor();
      const text = await page.locator("body").innerText();
      assert.match(text, /call 41 was let through/);
      assert.match(text, /129 earlier steps/);
      assert.match(text, /steady_clock::now/);
      assert.match(text, /ThreadSanitizer saw a data race/);
      assert.match(text, /assay check --lab circuit-breaker/);
      assert.equal(await page.locator("button.theme-toggle, .scrub, .step-scroll, .replay button").filter({ visible: true }).count(), 0);
      const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      assert.match(paper, /255, 255, 255/);
      await page.emulateMedia({ media: "screen" });
      await page.locator("#evidence-6-0 .plot").first().waitFor({ state: "detached" });
    }),
  ));

test("printing itself opens the evidence", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", desktop, async (page) => {
      const opened = await page.evaluate(() => {
        const counted = [];
        addEventListener("beforeprint", () => queueMicrotask(() => setTimeout(() => {
          counted.push(document.querySelectorAll(".evidence-detail:not([hidden])").length);
        })));
        dispatchEvent(new Event("beforeprint"));
        return new Promise((resolve) => setTimeout(() => resolve(counted[0]), 500));
      });
      assert.ok(opened >= 6, `${opened} pieces of evidence are open`);
    }),
  ));
