import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { desktop, phone, withBrowser, withPage } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core objects to of WCAG 2.2, levels A and AA. */
async function objections(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  assert.ok(passes.some(({ id }) => id === "color-contrast"), "contrast was computed");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary}`).join(" | ")}`);
}

/** The least contrast of the text that is drawn in SVG, which axe-core does not look at. */
function leastContrastOfDrawnText(page) {
  return page.evaluate(() => {
    const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => channel(value / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const backgroundOf = (text) => {
      const band = text.previousElementSibling;
      if (text.classList.contains("timeline-band") && band) return getComputedStyle(band).fill;
      for (let element = text.ownerSVGElement; element; element = element.parentElement) {
        const { backgroundColor } = getComputedStyle(element);
        if (!backgroundColor.endsWith(", 0)")) return backgroundColor;
      }
      return "white";
    };
    const texts = [...document.querySelectorAll("svg text")];
    return Math.min(...texts.map((text) => contrast(luminance(getComputedStyle(text).fill), luminance(backgroundOf(text)))));
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, view] of Object.entries({ desktop, phone })) {
    test(`axe-core has no objection in ${colorScheme} on a ${size}, with evidence open`, () =>
      withBrowser(async (browser) => {
        for (const name of ["rich", "failed_build", "not_graded", "refused", "chosen_cases", "hostile"]) {
          await withPage(browser, name, { ...view, colorScheme }, async (page) => {
            const closed = page.locator(".evidence-summary[aria-expanded=false]:visible");
            for (let left = Math.min(8, await closed.count()); left > 0; --left) await closed.first().click();
            assert.deepEqual(await objections(page), [], name);
          });
        }
      }));
  }

  test(`text in drawings has a contrast of 4.5 in ${colorScheme}`, () =>
    withBrowser((browser) =>
      withPage(browser, "rich", { ...desktop, colorScheme, hash: "#evidence-3-0" }, async (page) => {
        assert.ok((await page.locator(".timeline-band").count()) > 4);
        const least = await leastContrastOfDrawnText(page);
        assert.ok(least >= 4.5, `the least is ${least}`);
      }),
    ));
}

test("the page follows the system's dark theme until the reader chooses", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...desktop, colorScheme: "dark" }, async (page) => {
      const brightness = () => page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data[0];
      });
      assert.ok((await brightness()) < 64);
      await page.getByRole("button", { name: "Light theme" }).click();
      assert.ok((await brightness()) > 192);
      await page.reload();
      assert.ok((await brightness()) > 192, "the choice is remembered");
      await page.getByRole("button", { name: "Dark theme" }).click();
      assert.ok((await brightness()) < 64);
    }),
  ));

test("what is touched on a phone is at least 24 pixels high and wide", () =>
  withBrowser((browser) =>
    withPage(browser, "rich", { ...phone, hash: "#evidence-3-0" }, async (page) => {
      const sizes = await page.locator("button:visible, a:visible, select:visible, input:visible, summary:visible").evaluateAll((elements) =>
        elements
          .filter((element) => !element.classList.contains("skip"))
          .map((element) => ({ what: element.outerHTML.slice(0, 80), ...element.getBoundingClientRect().toJSON() })),
      );
      assert.ok(sizes.length > 20);
      assert.deepEqual(sizes.filter(({ width, height }) => width < 24 || height < 24), []);
    }),
  ));
