// Checks proofs with the Merkle code of sigstore (npm package @sigstore/verify), which checks those of Rekor with it:
//
//   npm install --no-save @sigstore/verify
//   node sigstore.mjs proof.json …
//
// Only the tree is checked here: what a leaf is and who signed is for `tollgate audit check-proof` and check.py.

import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const require = createRequire(join(process.cwd(), 'here.js'));
// It is not exported by the package, so it is taken by its file.
const {verifyMerkleInclusion} = require(join(dirname(require.resolve('@sigstore/verify')), 'tlog', 'merkle.js'));

// Records have strings, integers, booleans, lists and objects, whose names are ASCII: for these, sorting is all of RFC 8785.
const canonical = value =>
  Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
    : value !== null && typeof value === 'object'
      ? `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
      : JSON.stringify(value);

let failed = false;
for (const file of process.argv.slice(2)) {
  const proof = JSON.parse(readFileSync(file, 'utf8'));
  const [, size, root] = proof.note.split('\n');
  const dash = proof.record.id.lastIndexOf('-');
  const hash = createHash('sha256').update(canonical(proof.record)).digest();
  const leaf = Buffer.concat([
    Buffer.from(`${proof.record.id.slice(0, dash)}\n${proof.record.id.slice(dash + 1)}\n`), hash]);
  try {
    verifyMerkleInclusion(
      {canonicalizedBody: leaf,
        inclusionProof: {logIndex: proof.index, hashes: proof.path.map(each => Buffer.from(each, 'hex'))}},
      {logSize: BigInt(size), logHash: Buffer.from(root, 'base64')});
    console.log(`${proof.record.id}: included`);
  } catch (wrong) {
    failed = true;
    console.log(`${proof.record.id}: ${wrong.message}`);
  }
}
process.exit(failed ? 1 : 0);
