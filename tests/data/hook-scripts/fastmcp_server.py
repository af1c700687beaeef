"""What OneFileHookIT runs where FastMCP is installed: its own client and server, with Tollgate's middleware between."""
import asyncio
from fastmcp import Client, FastMCP
from tollgate_hook import Tollgate

mcp = FastMCP("crm")
mcp.add_middleware(Tollgate(server="crm", wait_s=20, redact_wait_s=20).fastmcp())


@mcp.tool
def read(id: int) -> str:
    return "mail ada@example.com"


@mcp.tool
def search(text: str, limit: int) -> dict:
    return {"limit": limit}


@mcp.tool
def erase() -> str:
    return "gone"


async def main():
    async with Client(mcp) as client:
        print("read:", (await client.call_tool("read", {"id": 7})).content[0].text)
        print("search:", (await client.call_tool("search", {"text": "ada", "limit": 5000})).structured_content)
        print("erase:", (await client.call_tool("erase", {}, raise_on_error=False)).content[0].text)

asyncio.run(main())
