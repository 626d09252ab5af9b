import assert from "node:assert/strict";
import test from "node:test";
import { desktop, phone, withBrowser, withPage } from "./browser.mjs";

const chaos = "#evidence-3-0";

/** Opens the scenario of 230 steps, whose step 154 decided the verdict. */
function withScenario(view, use) {
  return withBrowser((browser) =>
    withPage(browser, "rich", { ...view, hash: chaos }, async (page) => {
      const scenario = page.locator(`${chaos} .scenario`);
      await scenario.waitFor();
      await use(scenario, page);
    }),
  );
}

const count = (scenario) => scenario.locator(".step-count").innerText();
const selected = (scenario) => scenario.locator('[role=option][aria-selected="true"]');

test("a scenario begins at the step that decided the verdict, in view", () =>
  withScenario(desktop, async (scenario) => {
    assert.equal(await count(scenario), "154 of 230");
    assert.match(await scenario.locator(".current-step").innerText(), /decided the verdict[^]*probe of call 40/);
    const list = await scenario.locator(".step-scroll").boundingBox();
    const row = await selected(scenario).boundingBox();
    assert.ok(row.y >= list.y && row.y + row.height <= list.y + list.height);
  }));

test("arrow keys step, and Home and End go to the first and last step", () =>
  withScenario(desktop, async (scenario, page) => {
    await scenario.locator(".step-scroll").focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await count(scenario), "155 of 230");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    assert.equal(await count(scenario), "153 of 230");
    await page.keyboard.press("End");
    assert.equal(await count(scenario), "230 of 230");
    await page.keyboard.press("ArrowRight");
    assert.equal(await count(scenario), "230 of 230");
    await page.keyboard.press("Home");
    assert.equal(await count(scenario), "1 of 230");
    assert.match(await scenario.locator(".current-step").innerText(), /^0 s/);
  }));

test("everything in a scenario is reached by the Tab key", () =>
  withScenario(desktop, async (scenario, page) => {
    await page.locator(`${chaos} .evidence-summary`).focus();
    const reached = [];
    for (let stops = 0; stops < 9; ++stops) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()));
    }
    assert.deepEqual(reached.slice(0, 4), ["Virtual time", "‹ Previous", "Next ›", "Deciding step"]);
    assert.ok(reached.includes("Steps"));
  }));

for (const [size, view] of Object.entries({ desktop, phone })) {
  test(`on a ${size} the buttons step and lead back to the deciding step`, () =>
    withScenario(view, async (scenario) => {
      const press = (name) => (view.hasTouch ? scenario.getByRole("button", { name }).tap() : scenario.getByRole("button", { name }).click());
      await press("Next ›");
      assert.equal(await count(scenario), "155 of 230");
      await press("‹ Previous");
      await press("‹ Previous");
      assert.equal(await count(scenario), "153 of 230");
      await press("Deciding step");
      assert.equal(await count(scenario), "154 of 230");
    }));
}

test("a step is chosen by a tap on its row", () =>
  withScenario(phone, async (scenario) => {
    const row = scenario.locator("[role=option]", { hasText: "1.983 s" });
    await row.tap();
    assert.match(await scenario.locator(".current-step").innerText(), /^1\.983 s/);
  }));

test("the slider scrubs to the last step that is not after its time", () =>
  withScenario(desktop, async (scenario) => {
    const slider = scenario.getByRole("slider", { name: "Virtual time" });
    await slider.fill(String(1e9));
    assert.match(await scenario.locator(".current-step").innerText(), /^991\.304 ms/);
    await slider.fill("0");
    assert.equal(await count(scenario), "1 of 230");
  }));

test("the timeline is scrubbed by the pointer too", () =>
  withScenario(desktop, async (scenario, page) => {
    const drawing = scenario.locator(".timeline svg");
    await drawing.scrollIntoViewIfNeeded();
    const box = await drawing.boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    assert.match(await scenario.locator(".current-step").innerText(), /^1\.(4|5)\d* s/);
  }));

test("faults are bands, and states a ribbon that names each", () =>
  withScenario(desktop, async (scenario) => {
    assert.equal(await scenario.locator(".timeline .fault").count(), 2);
    assert.equal(await scenario.locator(".timeline .state").count(), 6);
    const titles = await scenario.locator(".timeline .state title").allTextContents();
    assert.deepEqual(titles, ["closed", "open", "half-open", "open", "half-open", "closed"]);
    const row = selected(scenario);
    assert.equal(await row.locator(".fault").count(), 1);
    assert.equal(await row.locator(".state").count(), 1);
    assert.equal(await row.locator(".step-arrow").count(), 1);
    await scenario.locator("summary").click();
    assert.match(await scenario.locator(".span-list").innerText(), /500 ms – 1\.9 s downstream orders fault: answers 503/);
  }));

test("a lane and a text filter the steps, and both at once", () =>
  withScenario(desktop, async (scenario) => {
    await scenario.getByLabel("Lane").selectOption("dead letters");
    const last = Number((await count(scenario)).split(" of ")[1]);
    assert.ok(last > 50 && last < 60, `${last} steps hand a message over`);
    await scenario.getByLabel("Find").fill("CALL 12");
    assert.equal(await count(scenario), "1 of 1");
    assert.match(await scenario.locator(".current-step").innerText(), /call 12[^]*dead letters[^]*hands the message over/);
    await scenario.getByLabel("Find").fill("no such words");
    assert.match(await scenario.innerText(), /No step matches the filter/);
    await scenario.getByRole("button", { name: "Deciding step" }).click();
    assert.equal(await count(scenario), "154 of 230");
  }));
