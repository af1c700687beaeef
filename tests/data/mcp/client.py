"""What server-everything does for the client of MCP's Python SDK: python client.py COMMAND ARGUMENTS..."""
import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters


async def main():
    out = {}
    server = StdioServerParameters(command=sys.argv[1], args=sys.argv[2:], env=dict(os.environ))
    async with Client(server, read_timeout_seconds=30) as client:

        async def step(name, call):
            try:
                answer = await call
                out[name] = answer.model_dump(mode="json") if hasattr(answer, "model_dump") else answer
            except Exception as refused:
                out[name] = f"{type(refused).__name__} {refused}"

        out["version"] = client.protocol_version
        await step("tools", client.list_tools())
        await step("echo", client.call_tool("echo", {"message": 'héllo\n"x"'}))
        await step("structured", client.call_tool("get-structured-content", {"location": "Chicago"}))
        await step("bad", client.call_tool("get-sum", {"a": "x"}))
        await step("none", client.call_tool("no-such", {}))
        await step("templates", client.list_resource_templates())
        await step("prompts", client.list_prompts())
        await step("prompt", client.get_prompt("args-prompt", {"city": "Paris"}))
        sums = [client.call_tool("get-sum", {"a": n, "b": 1}) for n in range(8)]
        out["many"] = [answer.content[0].text for answer in await asyncio.gather(*sums)]
    print(json.dumps(out))


asyncio.run(main())
