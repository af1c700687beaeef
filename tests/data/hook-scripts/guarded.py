"""What OneFileHookIT runs: tools behind hooks/python, once each way."""
import asyncio
from tollgate_hook import Refused, Tollgate

ran = []
gate = Tollgate(server="crm", wait_s=20, redact_wait_s=20, session="s-py")


@gate.tool
def read(id: int):
    ran.append("read")
    return {"content": [{"type": "text", "text": "mail ada@example.com"}]}


@gate.tool
async def search(text: str, limit: int):
    ran.append("search")
    return {"limit": limit}


@gate.tool
def erase():
    ran.append("erase")


@gate.tool
async def rare():
    ran.append("rare")
    return "done"


@gate.tool
def list():
    ran.append("list")
    raise ValueError("its own failure")


print("read:", read(7)["content"][0]["text"])
print("search: limit", asyncio.run(search("ada", limit=5000))["limit"])
try:
    erase()
except Refused as refused:
    print("erase:", refused)
print("rare:", asyncio.run(rare()))
try:
    asyncio.run(rare())
except Refused as refused:
    print("rare:", "throttled" if refused.code == "rate_limited" and refused.retry_after_ms > 0 else refused)
try:
    list()
except ValueError as failed:
    print("list:", failed)
try:
    Tollgate(server="crm", url="http://127.0.0.1:1").before("read", {})
except Refused as refused:
    print("away:", refused.code)
print("ran:", ",".join(ran))
