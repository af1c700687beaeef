#!/usr/bin/env python3
"""Checks exported audit records, checkpoints and proofs without any code of Tollgate's.

Written from docs/checkpoints.md, RFC 6962 (section 2.1), RFC 8785, RFC 8032 and https://c2sp.org/signed-note alone, with
Python's standard library. Ed25519 is checked by the package 'cryptography' where it is installed, else by openssl (3 or
newer). It is slow and obvious on purpose.

    check.py --public-key seal.pub --records records.jsonl --checkpoints saved/ [--proof proof.json ...]

Exit code 0: all holds. 1: something does not, and which. 2: a file could not be read.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

PROBLEMS = []


def problem(text):
    PROBLEMS.append(text)
    print(text)


def sha256(data):
    return hashlib.sha256(data).digest()


# --------------------------------------------------------------------------------------------------- RFC 8785


def number(value):
    """As ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    value = float(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("a number without a canonical form")
    if value == 0:
        return "0"
    sign, value = ("-", -value) if value < 0 else ("", value)
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + ("" if fraction == "0" else fraction)).lstrip("0")
    # The value is 0.DIGITS x 10^point.
    point = int(exponent or 0) + (len(whole) if whole != "0" else len(fraction.lstrip("0")) - len(fraction))
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if len(digits) <= point else digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        power = point - 1
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + "e" + ("+" if power > 0 else "-") + str(abs(power))
    return sign + text


def canonical(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(json.dumps(name, ensure_ascii=False) + ":" + canonical(value[name]) for name in names) + "}"


def record_hash(record):
    return sha256(canonical(record).encode("utf-8"))


# --------------------------------------------------------------------------------------------------- RFC 6962


def mth(leaves):
    """The Merkle tree hash of a list of leaves' data, by its definition (section 2.1)."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:]))


def split(n):
    """The largest power of two smaller than n."""
    return 1 << (n - 1).bit_length() - 1


def path(m, leaves):
    """The audit path of leaf m, by its definition (section 2.1.1)."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return path(m, leaves[:k]) + [mth(leaves[k:])]
    return path(m - k, leaves[k:]) + [mth(leaves[:k])]


def root_of_path(leaf, m, n, hashes):
    """The root that an audit path leads to: the same definition, read backwards."""
    if n == 1:
        if hashes:
            raise ValueError("the path is too long")
        return sha256(b"\x00" + leaf)
    if not hashes:
        raise ValueError("the path is too short")
    k = split(n)
    if m < k:
        return sha256(b"\x01" + root_of_path(leaf, m, k, hashes[:-1]) + hashes[-1])
    return sha256(b"\x01" + hashes[-1] + root_of_path(leaf, m - k, n - k, hashes[:-1]))


def leaf(writer, seq, digest):
    return f"{writer}\n{seq}\n".encode("ascii") + digest


# --------------------------------------------------------------------------------------------------- signed notes


class PublicKeys:
    """Each checkpoint is signed by one of them."""

    def __init__(self, files):
        self.keys = [PublicKey(file) for file in files]

    def verify(self, name, key_id, message, signature):
        return any(key.id(name) == key_id and key.verifies(message, signature) for key in self.keys)


class PublicKey:
    def __init__(self, file):
        text = pathlib.Path(file).read_text("ascii")
        body = "".join(line for line in text.split("\n") if not line.startswith("-----"))
        der = base64.b64decode("".join(body.split()), validate=True)
        if len(der) != 44:
            raise ValueError(f"{file} is no Ed25519 key in X.509 form")
        self.der = der
        self.raw = der[-32:]

    def verifies(self, message, signature):
        try:
            from cryptography.exceptions import InvalidSignature
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        except ImportError:
            return self.verifies_by_openssl(message, signature)
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
            return True
        except InvalidSignature:
            return False

    def verifies_by_openssl(self, message, signature):
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder)
            (here / "key").write_bytes(self.der)
            (here / "message").write_bytes(message)
            (here / "signature").write_bytes(signature)
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"]
            command += ["-inkey", here / "key", "-in", here / "message", "-sigfile", here / "signature"]
            return subprocess.run(command, capture_output=True).returncode == 0

    def id(self, name):
        return sha256(name.encode("utf-8") + b"\n\x01" + self.raw)[:4]


def opened(note, key):
    """The lines of a checkpoint whose signature holds."""
    text, blank, signatures = note.rpartition("\n\n")
    if not blank:
        raise ValueError("no signed note")
    text += "\n"
    lines = text.split("\n")[:-1]
    if len(lines) != 6:
        raise ValueError("no checkpoint of six lines")
    name = lines[0]
    for line in signatures.split("\n")[:-1]:
        mark, signer, encoded = line.split(" ")
        both = base64.b64decode(encoded, validate=True)
        if mark == "\u2014" and signer == name:
            if key.verify(name, both[:4], text.encode("utf-8"), both[4:]):
                return {
                    "origin": name,
                    "size": int(lines[1]),
                    "root": base64.b64decode(lines[2], validate=True),
                    "number": int(lines[3].removeprefix("number ")),
                    "manifest": lines[4].removeprefix("manifest "),
                    "previous": lines[5].removeprefix("previous "),
                    "digest": sha256(text.encode("utf-8")).hex(),
                }
    raise ValueError(f"not signed by this key in the name of {name}")


# --------------------------------------------------------------------------------------------------- the checks


def read_records(file):
    """Chains: by writer, each record's hash by its place."""
    chains = {}
    with open(file, encoding="utf-8") as lines:
        for line_number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            entry = json.loads(line)
            record = entry["record"]
            digest = record_hash(record)
            if digest.hex() != entry["hash"]:
                problem(f"line {line_number}: record {record.get('id')}: the content is not what was hashed")
            writer, _, seq = record["id"].rpartition("-")
            chain = chains.setdefault(writer, {})
            if int(seq) in chain:
                problem(f"line {line_number}: record {record['id']}: the place is taken twice")
            chain[int(seq)] = (bytes.fromhex(entry["hash"]), record["prev"])
    return chains


def check_chains(chains):
    for writer, chain in sorted(chains.items()):
        before = sha256(f"genesis:{writer}".encode("ascii")).hex()
        for place, seq in enumerate(sorted(chain)):
            if place != seq:
                problem(f"chain {writer}, record {place}: missing")
                break
            digest, prev = chain[seq]
            if prev != before:
                problem(f"chain {writer}, record {seq}: it does not follow the record before it")
            before = digest.hex()


def check_checkpoints(folder, key, chains):
    notes = {int(file.stem): file for file in pathlib.Path(folder).rglob("*.note")}
    if not notes:
        problem(f"there are no checkpoints in {folder}")
    before = None
    sealed = {}
    for place in range(min(notes, default=0), max(notes, default=-1) + 1):
        if place not in notes:
            problem(f"checkpoint {place}: missing")
            before = None
            continue
        try:
            checkpoint = opened(notes[place].read_text("utf-8"), key)
        except ValueError as wrong:
            problem(f"checkpoint {place}: {wrong}")
            before = None
            continue
        expected = sha256(f"genesis:{checkpoint['origin']}".encode("utf-8")).hex() if place == 0 else before
        if checkpoint["number"] != place:
            problem(f"checkpoint {place}: checkpoint {checkpoint['number']} was put in its place")
        if expected is not None and checkpoint["previous"] != expected:
            problem(f"checkpoint {place}: it does not follow the one before")
        before = checkpoint["digest"]
        manifest = notes[place].with_suffix(".json").read_bytes()
        if sha256(manifest).hex() != checkpoint["manifest"]:
            problem(f"checkpoint {place}: its manifest is not the one that was signed")
            continue
        if chains is not None:
            check_root(place, checkpoint, json.loads(manifest), chains, sealed)
    return len(notes), sealed


def check_root(place, checkpoint, manifest, chains, sealed):
    leaves = []
    for part in manifest["writers"]:
        writer = part["writer"]
        if writer in sealed and part["from"] != sealed[writer] + 1:
            problem(f"checkpoint {place}: chain {writer} goes on at {part['from']}, and {sealed[writer] + 1} is the next")
        sealed[writer] = part["to"]
        chain = chains.get(writer, {})
        for seq in range(part["from"], part["to"] + 1):
            if seq not in chain:
                problem(f"chain {writer}, record {seq}: missing, though sealed by checkpoint {place}")
                return
            leaves.append(leaf(writer, seq, chain[seq][0]))
        if chain[part["to"]][0].hex() != part["head"]:
            problem(f"chain {writer}, record {part['to']}: not the one that checkpoint {place} sealed")
            return
    if len(leaves) != checkpoint["size"] or mth(leaves) != checkpoint["root"]:
        problem(f"checkpoint {place}: its root is not the one of its records")


def check_proof(file, key):
    proof = json.loads(pathlib.Path(file).read_bytes())
    try:
        checkpoint = opened(proof["note"], key)
        writer, _, seq = proof["record"]["id"].rpartition("-")
        data = leaf(writer, int(seq), record_hash(proof["record"]))
        hashes = [bytes.fromhex(each) for each in proof["path"]]
        if not 0 <= proof["index"] < checkpoint["size"]:
            raise ValueError("the index is outside of the tree")
        if root_of_path(data, proof["index"], checkpoint["size"], hashes) != checkpoint["root"]:
            raise ValueError("the path does not lead to the root")
        print(f"Proven: record {proof['record']['id']} is in checkpoint {checkpoint['number']}.")
    except ValueError as wrong:
        problem(f"{file}: {wrong}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--public-key", required=True, action="append", help="the key, in base64 or PEM")
    arguments.add_argument("--records", help="what 'audit export --format jsonl' wrote")
    arguments.add_argument("--checkpoints", help="what 'audit checkpoints --out' wrote, or the archive's folder")
    arguments.add_argument("--proof", action="append", default=[], help="what 'audit prove' wrote")
    given = arguments.parse_args()
    try:
        key = PublicKeys(given.public_key)
        chains = read_records(given.records) if given.records else None
        if chains is not None:
            check_chains(chains)
        checkpoints, sealed = check_checkpoints(given.checkpoints, key, chains) if given.checkpoints else (0, {})
        for file in given.proof:
            check_proof(file, key)
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        print(f"check.py: cannot be read: {unreadable}", file=sys.stderr)
        return 2
    records = sum(map(len, (chains or {}).values()))
    covered = sum(to + 1 for to in sealed.values())
    verdict = "Not verified" if PROBLEMS else "Verified"
    if given.records or given.checkpoints:
        print(f"{verdict}: {records} records in {len(chains or {})} chains, {covered} of them sealed by {checkpoints} checkpoints.")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
