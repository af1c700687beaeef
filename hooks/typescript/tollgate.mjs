// Asks Tollgate before a tool runs, and hands its answer through redaction. Node 20 or newer; no dependency, no build.
//
//   import { Tollgate } from "./tollgate.mjs";
//   const gate = new Tollgate({ server: "crm" });      // TOLLGATE_URL, TOLLGATE_AGENT_KEY, TOLLGATE_AGENT
//   gate.guardServer(mcpServer);                       // before registerTool: an McpServer of @modelcontextprotocol/sdk
//   gate.guardClient(client);                          // or: a Client of it
//   const rows = await gate.call("query", { table: "customers" }, (args) => query(args));   // or: any function
//
// Nothing runs without an allow, and nothing is given back that was not looked at: whatever else happens is Refused.

export class Refused extends Error {
  constructor(message, code = "no_decision", retryAfterMs = undefined) {
    super(`Tollgate: ${message} (${code})`);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const SUPPORTED = ["cap_response", "redact", "rewrite_arguments", "warn"];
const hex = (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex"); // of a W3C traceparent

export class Tollgate {
  constructor({ server, url = process.env.TOLLGATE_URL, key = process.env.TOLLGATE_AGENT_KEY, agent = process.env.TOLLGATE_AGENT, session, waitMs = 3000, redactWaitMs = 6000, trace = process.env.TRACEPARENT ?? `00-${hex(16)}-${hex(8)}-00` }) {
    if (!server || !url || !key || !agent) throw new Error("server, TOLLGATE_URL, TOLLGATE_AGENT_KEY and TOLLGATE_AGENT are needed");
    Object.assign(this, { server, url: url.replace(/\/$/, ""), key, agent, session, waitMs, redactWaitMs, trace });
  }

  async #post(path, body, waitMs) {
    try {
      const response = await fetch(this.url + path, {
        method: "POST", body: JSON.stringify(body), redirect: "error", signal: AbortSignal.timeout(waitMs),
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${this.key}`, traceparent: this.trace },
      });
      if (response.status === 200) return Object(await response.json());
      throw new Refused(`HTTP status ${response.status}`, "no_answer");
    } catch (failed) {
      throw failed instanceof Refused ? failed : new Refused("no answer that can be understood", "no_answer");
    }
  }

  async before(tool, args) {
    const { decision, context = {} } = await this.#post("/access/v1/evaluation", {
      subject: { type: "agent", id: this.agent }, action: { name: "tools/call" },
      resource: { type: "tool", id: tool, properties: { server: this.server } },
      context: { arguments: args, supported_obligations: SUPPORTED, hook: "typescript/1.0",
        ...(this.session && { session_id: this.session }) },
    }, this.waitMs);
    if (decision !== true || !context.decision_id) {
      throw new Refused(context.reason?.message ?? "refused", context.reason?.code, context.retry_after_ms);
    }
    for (const { type, properties } of context.obligations ?? []) {
      if (!SUPPORTED.includes(type)) throw new Refused("an obligation that is not known here", "obligation_unsupported");
      if (type === "rewrite_arguments") args = { ...args, ...properties.set };
    }
    return { decisionId: context.decision_id, args };
  }

  async after(decisionId, result, status, durationMs) {
    const outcome = { status, duration_ms: Math.round(durationMs) };
    const answer = await this.#post("/v1/redact", { decision_id: decisionId, outcome, result: result ?? null }, this.redactWaitMs);
    if (!["passed", "redacted", "truncated"].includes(answer.action)) throw new Refused("the answer was held back", answer.reason ?? "blocked");
    return answer.result;
  }

  async call(tool, args, run) {
    const { decisionId, args: allowed } = await this.before(tool, args ?? {});
    let began = performance.now(), result;
    try {
      result = await run(allowed);
    } catch (failed) { // is an outcome too
      await this.after(decisionId, null, "error", performance.now() - began);
      throw failed;
    }
    return this.after(decisionId, result, result?.isError ? "error" : "ok", performance.now() - began);
  }

  /** The same, with a refusal as a result that the model reads. */
  async #told(tool, args, run) {
    return this.call(tool, args, run).catch((failed) => {
      if (!(failed instanceof Refused)) throw failed;
      return { content: [{ type: "text", text: failed.message }], isError: true };
    });
  }

  guardServer(server) {
    const register = server.registerTool.bind(server);
    server.registerTool = (name, config, run) => register(name, config, config.inputSchema
      ? (args, extra) => this.#told(name, args, (allowed) => run(allowed, extra))
      : (extra) => this.#told(name, {}, () => run(extra)));
    return server;
  }

  guardClient(client) {
    const callTool = client.callTool.bind(client);
    client.callTool = (params, ...more) =>
      this.#told(params.name, params.arguments, (args) => callTool({ ...params, arguments: args }, ...more));
    return client;
  }
}
