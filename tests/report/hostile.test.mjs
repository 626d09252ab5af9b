import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import { desktop, overflow, phone, withBrowser, withPage } from "./browser.mjs";

const refused = [/Content Security Policy/];

for (const [size, view] of Object.entries({ desktop, phone })) {
  test(`on a ${size} hostile text stays text, all of it visible and within the window`, () =>
    withBrowser(async (browser) => {
      for (const name of ["hostile", "hostile_refused"]) {
        await withPage(browser, name, view, async (page) => {
          const closed = page.locator(".evidence-summary[aria-expanded=false]:visible");
          for (let left = Math.min(12, await closed.count()); left > 0; --left) await closed.first().click();
          const text = await page.locator("body").innerText();
          assert.match(text, /<\/script><script>window\.harmed = 1<\/script>/);
          assert.match(text, /\\u\{202e\}right to left\\u\{2066\} nul \\x00 bell \\x07 escape \\x1b\[31m/);
          assert.doesNotMatch(text, /[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
          assert.equal(await page.evaluate(() => window.harmed), undefined);
          assert.equal(await page.locator("img, iframe, object, embed").count(), 0);
          assert.equal(await page.locator("script").count(), 2);
          assert.equal(await overflow(page), 0);
        });
      }
    }));
}

test("the policy keeps a script that got into the page from running", () =>
  withBrowser((browser) =>
    withPage(browser, "hostile", { ...desktop, allowed: refused }, async (page) => {
      const violated = await page.evaluate(async () => {
        const directives = [];
        addEventListener("securitypolicyviolation", (event) => directives.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.harmed = 'by a script'";
        document.body.append(script);
        const holder = document.createElement("div");
        holder.innerHTML = `<button onclick="window.harmed = 'by a handler'">x</button><style>body { display: none }</style>`;
        document.body.append(holder);
        holder.querySelector("button").click();
        await new Promise((resolve) => setTimeout(resolve, 200));
        return directives;
      });
      assert.deepEqual(violated.sort(), ["script-src-attr", "script-src-elem", "style-src-elem"]);
      assert.equal(await page.evaluate(() => window.harmed), undefined);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).display), "block");
    }),
  ));

test("the policy keeps the page from the network", async () => {
  let visits = 0;
  const server = createServer((_, response) => {
    ++visits;
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const outside = `http://127.0.0.1:${server.address().port}/`;
  try {
    await withBrowser((browser) =>
      withPage(browser, "hostile", { ...desktop, allowed: refused }, async (page) => {
        const outcomes = await page.evaluate(async (address) => {
          const fetched = fetch(address, { mode: "no-cors" }).then(
            () => "reached",
            () => "refused",
          );
          const image = new Promise((resolve) => {
            const element = new Image();
            element.onload = () => resolve("reached");
            element.onerror = () => resolve("refused");
            element.src = `${address}x.png`;
          });
          return [await fetched, await image, navigator.sendBeacon(address)];
        }, outside);
        assert.deepEqual(outcomes.slice(0, 2), ["refused", "refused"]);
      }),
    );
    assert.equal(visits, 0);
  } finally {
    server.close();
  }
});
