#!/usr/bin/env python3
"""Puts items into the file of DynamoDB Local while nothing runs on it: fill.py shared-local-instance.db items.jsonl

Through its API DynamoDB Local takes some hundred records a second; a million would take an hour. The rows are those that
it writes itself, but for hashes that only scans use.
"""
import hashlib
import json
import re
import sqlite3
import sys

TABLE = "tollgate-AuditTable"
KEYS = {"by-agent": "g1p", "flagged": "g2p", "by-tool": "g3p", "by-session": "g4p", "by-trace": "g5p"}


def main(database, items):
    db = sqlite3.connect(database)
    db.execute("PRAGMA synchronous = OFF")
    columns = {}
    for index, attribute in KEYS.items():
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{TABLE}*{index}",)).fetchone()
        partition, sort = re.findall(r"indexKey_\d+", sql)
        columns[partition], columns[sort] = attribute, "gs"
    names = ["hashKey", "rangeKey", "hashValue", "rangeValue", "itemSize", "ObjectJSON", "hashRangeValue", *columns]
    insert = f'INSERT INTO "{TABLE}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'
    with open(items, "rb") as lines, db:
        db.executemany(insert, (row(line, columns.values()) for line in lines))
    (count,) = db.execute(f'SELECT count(*) FROM "{TABLE}"').fetchone()
    print(f"{count} items in {TABLE}")


def row(line, attributes):
    line = line.rstrip(b"\n")
    item = json.loads(line)
    partition, sort = text(item, "pk"), text(item, "sk")
    size = sum(len(name) + len(str(value)) for name, value in item.items())
    keys = [text(item, attribute) if attribute in item else None for attribute in attributes]
    return [partition, sort, sha1(partition), sha1(sort), size, line, sha1(partition + sort), *keys]


def text(item, attribute):
    return item[attribute]["S"].encode()


def sha1(text_bytes):
    return hashlib.sha1(text_bytes).digest()


if __name__ == "__main__":
    main(*sys.argv[1:])
