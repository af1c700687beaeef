"""What FailClosedIT runs: one call of a tool behind hooks/python; says what the agent sees, and whether the tool ran."""
from tollgate_hook import Refused, Tollgate

ran = []


@Tollgate(server="crm").tool
def read():
    ran.append("read")
    return {"text": "ada@example.com"}


try:
    print(read())
except Refused as refused:
    print(refused)
print("ran" if ran else "not called")
