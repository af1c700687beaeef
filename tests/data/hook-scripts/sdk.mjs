// What OneFileHookIT runs where the MCP SDK is installed: its client and server, guarded on one side and then on the other.
import { createRequire } from "node:module";

const { resolve } = createRequire(process.env.TOLLGATE_TEST_NODE_MODULES + "/");
const { McpServer } = await import(resolve("@modelcontextprotocol/sdk/server/mcp.js"));
const { Client } = await import(resolve("@modelcontextprotocol/sdk/client/index.js"));
const { InMemoryTransport } = await import(resolve("@modelcontextprotocol/sdk/inMemory.js"));
const { z } = await import(resolve("zod"));
const { Tollgate } = await import(process.env.HOOK);

const text = (said) => ({ content: [{ type: "text", text: String(said) }] });
for (const side of ["server", "client"]) {
  const gate = new Tollgate({ server: "crm", waitMs: 20000, redactWaitMs: 20000 });
  const server = new McpServer({ name: "crm", version: "1" });
  if (side === "server") gate.guardServer(server);
  server.registerTool("read", { inputSchema: { id: z.number() } }, async () => text("mail ada@example.com"));
  server.registerTool("search", { inputSchema: { limit: z.number() } }, async ({ limit }) => text(limit));
  server.registerTool("erase", {}, async () => text("gone"));
  const client = new Client({ name: "test", version: "1" });
  const [one, other] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(one), client.connect(other)]);
  if (side === "client") gate.guardClient(client);
  for (const [name, args] of [["read", { id: 7 }], ["search", { limit: 5000 }], ["erase", {}]]) {
    const { content, isError } = await client.callTool({ name, arguments: args });
    console.log(`${side} ${name}: ${content[0].text}${isError ? " !" : ""}`);
  }
}
process.exit(0);
