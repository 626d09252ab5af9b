import assert from "node:assert/strict";
import test from "node:test";
import { desktop, overflow, phone, withBrowser, withPage } from "./browser.mjs";

for (const [size, view] of Object.entries({ desktop, phone })) {
  test(`on a ${size} one click leads from a lost point to its evidence`, () =>
    withBrowser((browser) =>
      withPage(browser, "rich", view, async (page) => {
        const race = page.locator("#evidence-5-0");
        assert.equal(await race.locator(".trace").count(), 0);
        await page.getByRole("link", { name: /Has no data race/ }).click();
        await race.locator(".trace").first().waitFor();
        const box = await race.boundingBox();
        assert.ok(box && box.y >= 0 && box.y < view.viewport.height / 2, "the evidence is in view");
        assert.match(await race.innerText(), /ThreadSanitizer saw a data race/);
        assert.match(await race.innerText(), /src\/breaker\.cpp:48:5/);
      }),
    ));

  test(`on a ${size} no page is wider than its window, with all evidence open`, () =>
    withBrowser(async (browser) => {
      for (const name of ["rich", "failed_build", "not_graded", "refused", "chosen_cases", "long"]) {
        await withPage(browser, name, view, async (page) => {
          const closed = page.locator(".evidence-summary[aria-expanded=false]:visible");
          for (let left = Math.min(12, await closed.count()); left > 0; --left) await closed.first().click();
          assert.equal(await overflow(page), 0, name);
        });
      }
    }));
}

test("the page begins with the score, and the costliest loss is told at once", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", desktop, async (page) => {
      assert.equal(await page.locator(".score-sum").innerText(), "59.25 of 100 points");
      const titles = await page.locator(".criterion-row .criterion-title").allInnerTexts();
      assert.deepEqual(titles.slice(0, 3), ["Probes one at a time", "Takes time from its clock", "Survives chaosGood"]);
      const open = page.locator("#evidence-2-0");
      assert.match(await open.innerText(), /two calls at the downstream/);
    }),
  ));

test("a finding comes with the lines around its place, the place itself marked", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...desktop, hash: "#evidence-4-0" }, async (page) => {
      const place = page.locator("#evidence-4-0 .place").first();
      assert.match(await place.innerText(), /src\/breaker\.cpp:41:17/);
      assert.equal(await place.locator(".source-line").count(), 9);
      const marked = place.locator(".source-line-named");
      assert.equal(await marked.count(), 1);
      assert.match(await marked.innerText(), /41[^]*steady_clock::now/);
    }),
  ));

test("a measurement says whether its interval lies above, below or across the bar", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...desktop, hash: "#evidence-6-0" }, async (page) => {
      const standings = await page.locator("#evidence-6-0 .standing").allInnerTexts();
      assert.deepEqual(
        standings.map((words) => words.split(":")[0]),
        ["fails", "passes", "undecided"],
      );
      assert.equal(await page.locator("#evidence-6-0 .series").count(), 2);
    }),
  ));

test("the command that replays a case can be copied", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...desktop, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.locator("#evidence-2-0").getByRole("button", { name: "Copy" }).click();
      await page.getByText("Copied").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, "assay check --lab circuit-breaker --case Breaker.HalfOpenAdmitsOneProbe --seed 7");
    }),
  ));

test("all cases and checks can be searched", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", desktop, async (page) => {
      const all = page.locator(".all-evidence");
      assert.equal(await all.locator(".evidence").count(), 9);
      await all.getByLabel("Verdict").selectOption("satisfied");
      assert.equal(await all.locator(".evidence").count(), 2);
      await all.getByLabel("Find").fill("WHILE OPEN");
      assert.equal(await all.locator(".evidence").count(), 1);
      assert.match(await all.locator(".evidence").innerText(), /Breaker\.RejectsWhileOpen/);
    }),
  ));

test("what is not graded or refused shows no score", () =>
  withBrowser(async (browser) => {
    await withPage(browser, "not_graded", desktop, async (page) => {
      const text = await page.locator("body").innerText();
      assert.match(text, /Not graded/);
      assert.match(text, /no memory is left on the machine/);
      assert.doesNotMatch(text, /\b0 of\b|\bof 100\b/);
      assert.equal(await page.locator(".score, .criteria").count(), 0);
    });
    await withPage(browser, "refused", desktop, async (page) => {
      const text = await page.locator("body").innerText();
      assert.match(text, /cannot be graded as it is/);
      assert.match(text, /it holds 6012 files/);
      assert.equal(await page.locator(".score, .criteria").count(), 0);
    });
  }));

test("a failed build shows what the tools printed, and what it cost in one sum", () =>
  withBrowser((browser) =>
    withPage(browser, "failed_build", desktop, async (page) => {
      assert.match(await page.locator(".notice").innerText(), /'strng' does not name a type/);
      assert.match(await page.locator("#cause").innerText(), /This alone cost 90 points/);
    }),
  ));

test("of chosen cases nothing is scored, and the first violated one is open", () =>
  withBrowser((browser) =>
    withPage(browser, "chosen_cases", desktop, async (page) => {
      const text = await page.locator("main").innerText();
      assert.match(text, /2 cases asked for, 1 violated/);
      assert.match(text, /two calls at the downstream/);
      assert.equal(await page.locator(".score").count(), 0);
    }),
  ));
