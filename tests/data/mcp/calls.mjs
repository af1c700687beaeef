// Makes the calls of a file with the client of the TypeScript SDK: node calls.mjs FILE stdio COMMAND ARGUMENTS... | http URL
import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
const [file, kind, ...rest] = process.argv.slice(2);
const transport = kind === 'stdio'
  ? new StdioClientTransport({ command: rest[0], args: rest.slice(1), env: process.env, stderr: 'inherit' })
  : new StreamableHTTPClientTransport(new URL(rest[0]));
const client = new Client({ name: 'calls', version: '1' });
await client.connect(transport);
const out = {};
let number = 0;
// Each line: a method of the client and its parameters. DIR stands for a folder that is the test's own.
for (const [method, params] of JSON.parse(readFileSync(file, 'utf8').replaceAll('DIR', process.env.CALLS_DIR))) {
  const name = `${++number} ${method} ${params.name ?? ''}`.trim();
  try { out[name] = await client[method](params); } catch (e) { out[name] = `ERR ${e.code ?? ''} ${e.message}`; }
}
console.log(JSON.stringify(out).replaceAll(process.env.CALLS_DIR, 'DIR'));
await client.close();
