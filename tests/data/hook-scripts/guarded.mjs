// What OneFileHookIT runs: tools behind hooks/typescript, once each way.
const { Tollgate, Refused } = await import(process.env.HOOK);

const ran = [];
const gate = new Tollgate({ server: "crm", waitMs: 20000, redactWaitMs: 20000, session: "s-js" });
const did = (name, result) => (args) => (ran.push(name), typeof result === "function" ? result(args) : result);

const seen = await gate.call("read", { id: 7 }, did("read", { content: [{ type: "text", text: "mail ada@example.com" }] }));
console.log("read:", seen.content[0].text);
console.log("search: limit", (await gate.call("search", { text: "ada", limit: 5000 }, did("search", (args) => args))).limit);
await gate.call("erase", {}, did("erase")).catch((refused) => console.log("erase:", refused.message));
console.log("rare:", await gate.call("rare", {}, did("rare", "done")));
await gate.call("rare", {}, did("rare", "done")).catch((refused) =>
  console.log("rare:", refused.code === "rate_limited" && refused.retryAfterMs > 0 ? "throttled" : refused.message));
await gate.call("list", {}, did("list", () => { throw new TypeError("its own failure"); }))
  .catch((failed) => console.log("list:", failed instanceof Refused ? failed : failed.message));
await new Tollgate({ server: "crm", url: "http://127.0.0.1:1" }).before("read", {}).catch((refused) => console.log("away:", refused.code));
console.log("ran:", ran.join(","));
