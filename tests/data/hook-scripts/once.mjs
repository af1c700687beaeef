// What FailClosedIT runs: one call of a tool behind hooks/typescript; says what the agent sees, and whether the tool ran.
const { Tollgate, Refused } = await import(process.env.HOOK);

let ran = false;
const read = () => ((ran = true), { text: "ada@example.com" });
await new Tollgate({ server: "crm" }).call("read", {}, read).then(
  (seen) => console.log(JSON.stringify(seen)),
  (refused) => console.log(refused instanceof Refused ? refused.message : `not refused: ${refused}`),
);
console.log(ran ? "ran" : "not called");
process.exit(0);
