"""Asks Tollgate before a tool runs, and hands its answer through redaction. Standard library only; Python 3.10 or newer.
    gate = Tollgate(server="crm")           # TOLLGATE_URL, TOLLGATE_AGENT_KEY, TOLLGATE_AGENT
    @gate.tool                              # a function or coroutine: its arguments are the tool's, its result is JSON
    def query(table: str): ...
    mcp.add_middleware(gate.fastmcp())      # or: every tool of a FastMCP server
Nothing runs without an allow, and nothing is given back that was not looked at: whatever else happens raises Refused.
"""
import asyncio, functools, inspect, json, os, secrets, time, urllib.request
SUPPORTED = ["cap_response", "redact", "rewrite_arguments", "warn"]


class Refused(PermissionError):
    """Why a tool did not run, or its answer is held back; `retry_after_ms` where waiting helps."""
    def __init__(self, message, code="no_decision", retry_after_ms=None):
        super().__init__(f"Tollgate: {message} ({code})")
        self.code, self.retry_after_ms = code, retry_after_ms


class Tollgate:
    def __init__(self, server, url=None, key=None, agent=None, session=None, wait_s=3.0, redact_wait_s=6.0, trace=None):
        self.trace = trace or os.environ.get("TRACEPARENT") or f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"
        self.server, self.session, self.wait_s, self.redact_wait_s = server, session, wait_s, redact_wait_s
        self.url, self.key = (url or os.environ["TOLLGATE_URL"]).rstrip("/"), key or os.environ["TOLLGATE_AGENT_KEY"]
        self.agent = agent or os.environ["TOLLGATE_AGENT"]

    def _post(self, path, body, wait_s):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {
            "Content-Type": "application/json", "Authorization": "Bearer " + self.key, "traceparent": self.trace})
        try:
            with urllib.request.urlopen(request, timeout=wait_s) as response:
                answer = json.load(response)
        except (OSError, ValueError):  # HTTP errors are OSErrors
            answer = None
        if isinstance(answer, dict): return answer
        raise Refused("no answer that can be understood", "no_answer")

    def before(self, tool, arguments):
        context = {"arguments": arguments, "supported_obligations": SUPPORTED, "hook": "python/1.0"}
        answer = self._post("/access/v1/evaluation", {
            "subject": {"type": "agent", "id": self.agent}, "action": {"name": "tools/call"},
            "resource": {"type": "tool", "id": tool, "properties": {"server": self.server}},
            "context": context | ({"session_id": self.session} if self.session else {})}, self.wait_s)
        said = answer.get("context") or {}
        if answer.get("decision") is not True or "decision_id" not in said:
            reason = said.get("reason") or {}
            raise Refused(reason.get("message", "refused"), reason.get("code", "no_decision"), said.get("retry_after_ms"))
        obligations = said.get("obligations", [])
        if any(obligation["type"] not in SUPPORTED for obligation in obligations):
            raise Refused("an obligation that is not known here", "obligation_unsupported")
        for obligation in obligations:
            arguments = arguments | obligation["properties"].get("set", {})
        return said["decision_id"], arguments

    def after(self, decision, result, status, began):
        answer = self._post("/v1/redact", {"decision_id": decision, "result": result, "outcome": {
            "status": status, "duration_ms": int((time.monotonic() - began) * 1000)}}, self.redact_wait_s)
        if answer.get("action") not in ("passed", "redacted", "truncated"):
            raise Refused("the answer was held back", answer.get("reason", "blocked"))
        return answer["result"]

    async def call(self, tool, arguments, run):
        decision, arguments = await asyncio.to_thread(self.before, tool, arguments)
        began, status, result = time.monotonic(), "error", None
        try:
            result = run(arguments)
            result = await result if inspect.isawaitable(result) else result
            status = "ok"
        finally:  # an error is an outcome too
            seen = await asyncio.to_thread(self.after, decision, result, status, began)
        return seen

    def tool(self, function):
        @functools.wraps(function)
        async def guarded(*args, **kwargs):
            bound = inspect.signature(function).bind(*args, **kwargs)
            bound.apply_defaults()
            return await self.call(function.__name__, dict(bound.arguments), lambda given: function(**given))
        return guarded if inspect.iscoroutinefunction(function) else \
            functools.wraps(function)(lambda *args, **kwargs: asyncio.run(guarded(*args, **kwargs)))

    def fastmcp(gate):
        from fastmcp.exceptions import ToolError
        from fastmcp.server.middleware import Middleware
        from fastmcp.tools import ToolResult
        class Guard(Middleware):
            async def on_call_tool(self, context, call_next):
                kinds = []
                async def run(given):
                    result = await call_next(context.copy(message=context.message.model_copy(update={"arguments": given})))
                    kinds.extend(type(item) for item in result.content)
                    content = [item.model_dump(mode="json", exclude_none=True) for item in result.content]
                    return {"content": content, "structuredContent": result.structured_content}
                try:
                    seen = await gate.call(context.message.name, context.message.arguments or {}, run)
                except Refused as refused:
                    raise ToolError(str(refused)) from None
                return ToolResult([kind.model_validate(item) for kind, item in zip(kinds, seen["content"])],
                                  structured_content=seen.get("structuredContent"))
        return Guard()
